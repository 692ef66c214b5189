import type { CaseSummary } from '../../../preload/contract/model/case.ts';
import type { EntityTab } from '../../state/tab.ts';

export function EntityScreen({ tab }: { readonly tab: EntityTab; readonly summary: CaseSummary }) {
  return <h1>{tab.title}</h1>;
}
