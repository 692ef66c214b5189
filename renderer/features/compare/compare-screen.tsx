import type { CompareTab } from '../../state/tab.ts';

export function CompareScreen({ tab }: { readonly tab: CompareTab }) {
  return <h1>{tab.title}</h1>;
}
