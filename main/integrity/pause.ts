import { setImmediate } from 'node:timers/promises';

/** How long a thread may go on without answering anybody else. */
const TURN_MS = 25;

/** To be awaited within long loops: lets other work of this thread go on once a turn has taken long enough. */
export type Pause = () => Promise<void> | undefined;

export function createPause(): Pause {
  let turnBeganAt = performance.now();
  return () => {
    if (performance.now() - turnBeganAt < TURN_MS) return undefined;
    return setImmediate().then(() => {
      turnBeganAt = performance.now();
    });
  };
}
