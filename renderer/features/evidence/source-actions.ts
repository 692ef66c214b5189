import type { SourceFile } from '../../../preload/contract/model/case.ts';
import { bridge } from '../../bridge/bridge.ts';
import { toBridgeError } from '../../bridge/bridge-error.ts';
import { refreshCase } from '../../data/refresh.ts';
import { countOf } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { showMessage } from '../../ui/toast.tsx';
import { fileNameOf } from './source-text.ts';

type Source = Pick<SourceFile, 'sourceId' | 'path'>;

function say(thrown: unknown): void {
  const { message, hint } = toBridgeError(thrown);
  showMessage(hint ? `${message} ${hint}` : message, 'bad');
}

/** Opens the events a file delivered, those among them that another file had delivered before. */
export function openEventsOf({ sourceId, path }: Source): void {
  const name = visibleText(fileNameOf(path));
  useWorkspace.getState().openSearch({
    title: `Events of ${name.length > 40 ? `…${name.slice(-38)}` : name}`,
    scope: { query: `delivery.source:${sourceId}`, from: null, to: null },
  });
}

/** Removes files, and what came from them alone, and reads them again from where they were. */
export async function readAgain(sourceIds: readonly number[]): Promise<void> {
  try {
    await bridge.call('source.readAgain', { sourceIds: [...sourceIds] });
    refreshCase();
  } catch (thrown) {
    say(thrown);
  }
}

/** Takes files out of the case; answers whether that was done. */
export async function removeSources(sourceIds: readonly number[]): Promise<boolean> {
  try {
    const { sources, events } = await bridge.call('source.remove', { sourceIds: [...sourceIds] });
    refreshCase();
    showMessage(`${countOf(sources, 'file')} removed, with ${countOf(events, 'event')}.`);
    return true;
  } catch (thrown) {
    say(thrown);
    return false;
  }
}
