import { useCallback, useEffect, useRef, useState } from 'react';
import type { MethodInput, MethodOutput } from '../../../preload/contract/methods.ts';
import type { ExportProgress } from '../../../preload/contract/model/event.ts';
import { bridge } from '../../bridge/bridge.ts';
import { type BridgeError, toBridgeError } from '../../bridge/bridge-error.ts';
import { queryClient } from '../../data/query-client.ts';

type Export = {
  readonly progress: ExportProgress | null;
  readonly error: BridgeError | null;
  readonly start: (input: MethodInput<'export.start'>) => Promise<void>;
  /** The same for rejected pieces. */
  readonly startRejections: (input: MethodInput<'export.rejections'>) => Promise<void>;
  readonly cancel: () => void;
  readonly reset: () => void;
};

/** One export from its start to its end, as the host tells of it. */
export function useExport(): Export {
  const [progress, setProgress] = useState<ExportProgress | null>(null);
  const [error, setError] = useState<BridgeError | null>(null);
  const told = useRef(new Map<string, ExportProgress>());
  useEffect(
    () =>
      bridge.on('export.progress', (next) => {
        told.current.set(next.exportId, next);
        setProgress((before) => (before?.exportId === next.exportId ? next : before));
        if (next.status === 'finished') void queryClient.invalidateQueries({ queryKey: ['export.list'] });
      }),
    [],
  );
  const begin = useCallback(async (beginning: () => Promise<MethodOutput<'export.start'>>) => {
    setError(null);
    try {
      const begun = await beginning();
      setProgress(told.current.get(begun.exportId) ?? begun);
    } catch (thrown) {
      setError(toBridgeError(thrown));
    }
  }, []);
  const start = useCallback(
    (input: MethodInput<'export.start'>) => begin(() => bridge.call('export.start', input)),
    [begin],
  );
  const startRejections = useCallback(
    (input: MethodInput<'export.rejections'>) => begin(() => bridge.call('export.rejections', input)),
    [begin],
  );
  const exportId = progress?.exportId;
  const cancel = useCallback(() => {
    if (exportId !== undefined) void bridge.call('export.cancel', { exportId });
  }, [exportId]);
  const reset = useCallback(() => {
    setProgress(null);
    setError(null);
  }, []);
  return { progress, error, start, startRejections, cancel, reset };
}
