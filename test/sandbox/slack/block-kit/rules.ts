/** The grammar the Block Kit tables are written in: small rules that look at one value and note what is wrong with it. */

import { isObject, type JsonObject } from '../json.ts';

export type Surface = 'message' | 'modal' | 'home';

export interface Findings {
  surface: Surface;
  /** `pointer` is a JSON pointer into the checked payload. */
  add(message: string, pointer: string): void;
}

export type Rule = (value: unknown, pointer: string, findings: Findings) => void;

/** A field of a shape: its rule, and whether it may be left out. */
export interface Field {
  rule: Rule;
  needed: boolean;
}

/** A field that must be there. */
export function needed(rule: Rule): Field {
  return { rule, needed: true };
}

/** A field that may be left out. */
export function optional(rule: Rule): Field {
  return { rule, needed: false };
}

/** A string of `min` to `max` characters. */
export function string(max: number, min = 0): Rule {
  return (value, pointer, findings) => {
    if (typeof value !== 'string') findings.add('must be a string', pointer);
    else if (value.length > max) findings.add(`must be less than ${max + 1} characters`, pointer);
    else if (value.length < min) findings.add(`must be more than ${min - 1} characters`, pointer);
  };
}

/** A string that `pattern` matches; `what` completes "must be …". */
export function pattern(expression: RegExp, what: string): Rule {
  return (value, pointer, findings) => {
    if (typeof value !== 'string' || !expression.test(value)) findings.add(`must be ${what}`, pointer);
  };
}

/** An absolute URL of at most `max` characters. */
export function url(max: number): Rule {
  return (value, pointer, findings) => {
    string(max, 1)(value, pointer, findings);
    if (typeof value === 'string' && value !== '' && !URL.canParse(value)) findings.add('must be a valid url', pointer);
  };
}

export const boolean: Rule = (value, pointer, findings) => {
  if (typeof value !== 'boolean') findings.add('must be a boolean', pointer);
};

/** A whole number from `min` to `max`. */
export function integer(min: number, max: number): Rule {
  return (value, pointer, findings) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) findings.add('must be an integer', pointer);
    else if (value < min) findings.add(`must be greater than or equal to ${min}`, pointer);
    else if (value > max) findings.add(`must be less than or equal to ${max}`, pointer);
  };
}

/** One of the given strings. */
export function oneOf(...allowed: string[]): Rule {
  return (value, pointer, findings) => {
    if (typeof value !== 'string' || !allowed.includes(value)) {
      findings.add(`must be one of: ${allowed.join(', ')}`, pointer);
    }
  };
}

/** An array of `min` to `max` items, each following `item`. */
export function list(item: Rule, min: number, max: number): Rule {
  return (value, pointer, findings) => {
    if (!Array.isArray(value)) {
      findings.add('must be an array', pointer);
      return;
    }
    if (value.length > max) findings.add(`no more than ${max} items allowed`, pointer);
    if (value.length < min) findings.add(`no fewer than ${min} items allowed`, pointer);
    value.forEach((inner, index) => {
      item(inner, `${pointer}/${index}`, findings);
    });
  };
}

/** An object with these fields and no other; `also` sees it when it is an object. */
export function shape(
  fields: Record<string, Field>,
  also?: (value: JsonObject, pointer: string, findings: Findings) => void,
): Rule {
  return (value, pointer, findings) => {
    if (!isObject(value)) {
      findings.add('must be an object', pointer);
      return;
    }
    for (const [name, field] of Object.entries(fields)) {
      if (value[name] !== undefined) field.rule(value[name], `${pointer}/${name}`, findings);
      else if (field.needed) findings.add(`missing required field: ${name}`, pointer);
    }
    for (const name of Object.keys(value)) {
      if (value[name] !== undefined && !(name in fields)) findings.add(`invalid additional property: ${name}`, pointer);
    }
    also?.(value, pointer, findings);
  };
}

/** An object whose `type` says which rule it follows. */
export function byType(rules: Record<string, Rule>): Rule {
  return (value, pointer, findings) => {
    if (!isObject(value)) {
      findings.add('must be an object', pointer);
      return;
    }
    const rule = typeof value.type === 'string' ? rules[value.type] : undefined;
    if (rule) rule(value, pointer, findings);
    else if (value.type === undefined) findings.add('missing required field: type', pointer);
    else findings.add(`unsupported type: ${String(value.type)}`, `${pointer}/type`);
  };
}

/** Takes anything: for `type` fields that already chose the rule. */
export const anything: Rule = () => undefined;
