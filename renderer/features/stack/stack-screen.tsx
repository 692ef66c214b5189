import type { CaseSummary } from '../../../preload/contract/model/case.ts';
import type { StackTab } from '../../state/tab.ts';

export function StackScreen({ tab }: { readonly tab: StackTab; readonly summary: CaseSummary }) {
  return <h1>{tab.title}</h1>;
}
