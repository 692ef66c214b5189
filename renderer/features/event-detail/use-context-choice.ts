import { create } from 'zustand';
import type { ContextKind } from '../../../preload/contract/model/context.ts';

type ContextChoiceState = {
  readonly by: ContextKind;
  readonly aroundMs: number;
  readonly choose: (change: Partial<Pick<ContextChoiceState, 'by' | 'aroundMs'>>) => void;
};

/** What surroundings the reader looks at, kept from one event to the next. */
export const useContextChoice = create<ContextChoiceState>((set) => ({
  by: 'actor',
  aroundMs: 5 * 60_000,
  choose: (change) => set(change),
}));
