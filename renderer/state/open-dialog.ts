import { create } from 'zustand';

/** What may be open over the window, one at a time: something about the tab shown, the case or the window. */
export type OpenDialog =
  | { readonly kind: 'palette' | 'keys' | 'export' | 'columns' | 'go-to' | 'case-settings' }
  /** A panel of the dashboard shown, enlarged. */
  | { readonly kind: 'panel'; readonly panelId: string };

type OpenDialogState = { readonly dialog: OpenDialog | null };

/** Which dialog is open. Whoever shows one asks for it here, so that keys and commands can open it too. */
export const useOpenDialog = create<OpenDialogState>(() => ({ dialog: null }));

/** Opens a dialog, in place of the one that is open. */
export function openDialog(dialog: OpenDialog): void {
  useOpenDialog.setState({ dialog });
}

/** Whether the dialog of that kind is open, and a function that opens or closes it. */
export function useDialog(
  kind: Exclude<OpenDialog['kind'], 'panel'>,
): readonly [boolean, (open: boolean) => void] {
  const isOpen = useOpenDialog(({ dialog }) => dialog?.kind === kind);
  return [isOpen, (open) => (open ? openDialog({ kind }) : closeDialog(kind))];
}

/** Closes the dialog of that kind, unless another one has taken its place. */
export function closeDialog(kind: OpenDialog['kind']): void {
  useOpenDialog.setState(({ dialog }) => (dialog?.kind === kind ? { dialog: null } : {}));
}
