import { bridge } from '../bridge/bridge.ts';
import { setCurrentCase } from '../data/current-case.ts';
import { setImportProgress } from '../data/import-progress.ts';
import { applyMarks } from '../data/marks.ts';
import { refreshCase, refreshCaseSoon } from '../data/refresh.ts';

/** Takes over what the host tells unasked; the returned function stops listening. */
export function listenToHost(): () => void {
  const stops = [
    bridge.on('case.changed', (summary) => {
      setCurrentCase(summary);
      refreshCaseSoon();
    }),
    bridge.on('marks.changed', applyMarks),
    bridge.on('import.progress', (progress) => {
      setImportProgress(progress);
      if (progress.status === 'running') refreshCaseSoon();
      else refreshCase();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
