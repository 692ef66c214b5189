import { create } from 'zustand';

/** An event that waits for another one to be compared with. */
type FirstCompared = {
  readonly recordId: number;
  readonly eventName: string | null;
  readonly eventTime: string;
};

type Comparison = {
  readonly first: FirstCompared | null;
  readonly begin: (first: FirstCompared) => void;
  readonly cancel: () => void;
};

/** The comparison that has been begun, in whichever tab; not kept with the case. */
export const useComparison = create<Comparison>((set) => ({
  first: null,
  begin: (first) => set({ first }),
  cancel: () => set({ first: null }),
}));
