import type { ChainTab } from '../../state/tab.ts';

export function ChainScreen({ tab }: { readonly tab: ChainTab }) {
  return <h1>{tab.title}</h1>;
}
