import { showMessage } from '../../ui/toast.tsx';

/** Puts text on the clipboard and says so; where the browser forbids it, says that instead. */
export async function copyText(text: string, said = 'Copied'): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showMessage(said);
  } catch {
    showMessage('The browser did not allow copying.', 'bad');
  }
}
