import { create } from 'zustand';

/** The event whose note is being written, null while none is. */
export const useNoteEditor = create<{ readonly recordId: number | null }>(() => ({ recordId: null }));
