import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { queryClient } from '../data/query-client.ts';
import { CommandPalette } from '../features/command-palette/command-palette.tsx';
import { ValueMenu } from '../features/field-menu/value-menu.tsx';
import { KeySheet } from '../features/key-sheet/key-sheet.tsx';
import { TagDialog } from '../features/marks/tag-dialog.tsx';
import { FolderChooser } from '../features/start/folder-chooser.tsx';
import { AppWindow } from '../features/window/app-window.tsx';
import { ToastRegion } from '../ui/toast.tsx';
import { HintProvider } from '../ui/tooltip.tsx';
import { listenToHost } from './listen-to-host.ts';
import { listenToShortcuts } from './shortcuts.ts';

/** The whole window: providers, the screen, and what may open over it from anywhere. */
export function App() {
  useEffect(listenToHost, []);
  useEffect(listenToShortcuts, []);
  return (
    <QueryClientProvider client={queryClient}>
      <HintProvider>
        <AppWindow />
        <FolderChooser />
        <ValueMenu />
        <CommandPalette />
        <TagDialog />
        <KeySheet />
        <ToastRegion />
      </HintProvider>
    </QueryClientProvider>
  );
}
