/** Figures of a run, and the table they are printed in. Pure. */

export interface Figure {
  what: string;
  value: string;
}

/** The value below which `share` (0 to 1) of the samples lie; NaN without samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** How many times as long the one takes, at the same share of its samples. */
export function ratio(samples: readonly number[], reference: readonly number[], share: number): string {
  const answered = (times: readonly number[]): number[] => times.filter((time) => !Number.isNaN(time));
  return (percentile(answered(samples), share) / percentile(answered(reference), share)).toFixed(2);
}

export function milliseconds(ms: number): string {
  return ms >= 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(0)} MB`;
}

export function toTable(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ what }) => what.length));
  return figures.map(({ what, value }) => `${what.padEnd(width)}  ${value.padStart(12)}`).join('\n');
}
