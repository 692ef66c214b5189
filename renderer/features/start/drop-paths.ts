import { useEffect, useState } from 'react';
import { showMessage } from '../../ui/toast.tsx';
import { importPaths, openCase } from './open-case.ts';

/**
 * Opens files and folders dropped on the window, where the host knows their paths: a case file is opened,
 * anything else is read into the open case or a new one. Answers whether something hangs over the window.
 * Where the host does not know paths, a drop does nothing: the browser would leave the window for the file.
 */
export function useDropPaths(enabled: boolean, hasCase: boolean): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const drag = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      if (enabled) setOver(true);
      else event.dataTransfer.dropEffect = 'none';
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(false);
      if (!enabled) return;
      void openDropped(pathsOf(event.dataTransfer.files), hasCase);
    };
    window.addEventListener('dragover', drag);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', drag);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [enabled, hasCase]);
  return over;
}

function pathsOf(files: FileList): readonly string[] {
  const { spoor } = window;
  return spoor?.pathOf ? [...files].map((file) => spoor.pathOf?.(file) ?? '').filter(Boolean) : [];
}

async function openDropped(paths: readonly string[], hasCase: boolean): Promise<void> {
  const [first] = paths;
  if (first === undefined) return showMessage('Spoor cannot see where these files are.', 'bad');
  if (paths.length === 1 && first.endsWith('.spoor')) await openCase(first);
  else await importPaths(paths, !hasCase);
}
