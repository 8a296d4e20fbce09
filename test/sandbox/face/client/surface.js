/** What the drawn blocks can do, whether they are in a message, in a modal or on the Home tab. */

/** @import { Block, Element, Option } from '../../slack/block-kit/types.ts' */
/** @import { Reader } from './texts.js' */

/** @typedef {string | string[] | null} Given typed text, option values, user IDs; null or an empty list is nothing */

/**
 * @typedef {object} Surface
 * @property {string} name sets the elements of one surface apart from those of another
 * @property {Reader} reader
 * @property {{ id: string, name: string }[]} people who can be picked
 * @property {{ id: string, name: string }[]} channels that can be picked
 * @property {(block: Block, element: Element, options: { confirm?: boolean, option?: string }) => Promise<void>} press
 * @property {(block: Block, element: Element, given: Given, isFinal: boolean) => void} give takes what was typed or
 *   picked; typing is final once Enter is pressed or the field is left
 * @property {(block: Block, element: Element) => Given} value what stands in the field now
 * @property {(block: Block, element: Element, query: string) => Promise<Option[] | null>} suggest what an external
 *   select offers for what was typed; null: nobody knows
 * @property {(block: Block) => string | undefined} errorOf what is said under an input
 */

export {};
