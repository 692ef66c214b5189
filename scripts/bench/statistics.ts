/** Milliseconds of several runs of the same work. */
export type Timed = { readonly medianMs: number; readonly p95Ms: number };

/** Times `runs` runs of `work`, after one that does not count. Runs are numbered from 0. */
export async function timed(runs: number, work: (run: number) => Promise<unknown>): Promise<Timed> {
  const times: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const startedAt = performance.now();
    await work(run);
    if (run > 0) times.push(performance.now() - startedAt);
  }
  return { medianMs: quantile(times, 0.5), p95Ms: quantile(times, 0.95) };
}

/** The smallest of the values that at least that share of them does not exceed; 0 where there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
