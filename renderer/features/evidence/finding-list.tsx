import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import type { IntegrityFinding, IntegrityRule } from '../../../preload/contract/model/integrity.ts';
import { INTEGRITY_RULES } from '../../../preload/contract/model/integrity-text.ts';
import { bridge } from '../../bridge/bridge.ts';
import { useCall } from '../../data/use-call.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import type { EvidenceTab } from '../../state/tab.ts';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Select } from '../../ui/select.tsx';
import { FindingDialog } from './finding-dialog.tsx';
import styles from './finding-list.module.css';
import { PagedList } from './paged-list.tsx';
import { fileNameOf } from './source-text.ts';

const c = classNames(styles);
/** The choice of all rules; no rule is called that. */
const ANY = 'any';

type FindingListProps = { readonly tab: EvidenceTab; readonly wrong: number; readonly notes: number };

/** What the check found: what is wrong first, then what only bounds it. */
export function FindingList({ tab, wrong, notes }: FindingListProps) {
  const [rule, setRule] = useState<IntegrityRule | null>(null);
  const [opened, setOpened] = useState<IntegrityFinding | null>(null);
  const { data, error } = useCall('integrity.findings', { rule, offset: 0, limit: 1 });
  if (error) return <EmptyState tone="bad" title={error.message} />;
  if (wrong + notes === 0) {
    return (
      <div className={c('none')}>
        <EmptyState icon={CircleCheck} title="Nothing is wrong.">
          Every file that a digest lists is here and as it was delivered, and no digest is missing between
          others. What is not covered was not checked.
        </EmptyState>
      </div>
    );
  }
  return (
    <section className={c('findings')} aria-label="Findings">
      <div className={c('tools')}>
        <p className={c('sum')}>
          <strong className={c(wrong > 0 && 'wrong')}>{countOf(wrong, 'thing')}</strong>{' '}
          {wrong === 1 ? 'is' : 'are'} wrong{notes > 0 ? `, ${countOf(notes, 'note')}` : ''}.
        </p>
        <Select
          label="Check"
          size="small"
          value={rule ?? ANY}
          options={[
            { value: ANY, title: 'All checks' },
            ...(data?.rules ?? []).map((each) => ({
              value: each.rule,
              title: `${INTEGRITY_RULES[each.rule].title} (${formatCount(each.findings)})`,
            })),
          ]}
          onChange={(value) => setRule(value === ANY ? null : value)}
        />
      </div>
      <PagedList
        key={rule}
        label="Findings"
        total={data?.total ?? 0}
        pages={{
          name: 'integrity.findings',
          filter: String(rule),
          read: async (page, signal) =>
            (await bridge.call('integrity.findings', { rule, ...page }, signal)).findings,
        }}
        item={(finding) => <FindingText finding={finding} />}
        onOpen={setOpened}
      />
      <FindingDialog tab={tab} finding={opened} onClose={() => setOpened(null)} />
    </section>
  );
}

function FindingText({ finding }: { readonly finding: IntegrityFinding }) {
  const { severity, rule, path, message } = finding;
  return (
    <>
      <span className={c('rule')}>
        <span className={c(severity)}>
          {severity === 'wrong' ? '✕' : '○'} {INTEGRITY_RULES[rule].title}
        </span>
        {path === null ? null : <span className={c('file')}>{visibleText(fileNameOf(path))}</span>}
      </span>
      <span className={c('message')}>{visibleText(message)}</span>
    </>
  );
}
