import { RotateCw, ShieldQuestion } from 'lucide-react';
import type { CaseIntegrity } from '../../../preload/contract/model/integrity.ts';
import { useCall } from '../../data/use-call.ts';
import { countOf } from '../../format/number.ts';
import { formatInstant } from '../../format/time.ts';
import { usePreferences } from '../../state/preferences.ts';
import type { EvidenceTab } from '../../state/tab.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SkeletonLines } from '../../ui/skeleton.tsx';
import { DigestChains } from './digest-chains.tsx';
import { FindingList } from './finding-list.tsx';
import { IntegrityLevels } from './integrity-levels.tsx';
import styles from './integrity-section.module.css';
import { PublicKeys } from './public-keys.tsx';
import { readAgain } from './source-actions.ts';

const c = classNames(styles);

type IntegritySectionProps = { readonly tab: EvidenceTab; readonly readOnly: boolean };

/** What vouches for the files: levels, the chains of digests, the keys they were checked with, and what is wrong. */
export function IntegritySection({ tab, readOnly }: IntegritySectionProps) {
  const { data, error } = useCall('integrity.read', {});
  if (error) return <EmptyState tone="bad" title={error.message} />;
  if (!data) return <SkeletonLines lines={8} label="Loading the integrity" />;
  return (
    <>
      <Unread report={data} readOnly={readOnly} />
      {data.checkedAt === null ? (
        <NothingVouches />
      ) : (
        <>
          <IntegrityLevels tab={tab} levels={data.levels} />
          <div className={c('columns')}>
            <div className={c('column')}>
              <Checked report={data} checkedAt={data.checkedAt} />
              <DigestChains tab={tab} chains={data.chains} />
              <PublicKeys keys={data.keys} wanted={data.wantedKeys} readOnly={readOnly} />
            </div>
            <FindingList tab={tab} wrong={data.wrong} notes={data.notes} />
          </div>
        </>
      )}
    </>
  );
}

function Checked({ report, checkedAt }: { readonly report: CaseIntegrity; readonly checkedAt: string }) {
  const zone = usePreferences((state) => state.zone);
  const { digests, signFiles, savedSignatures } = report;
  const of = [
    digests > 0 ? countOf(digests, 'digest') : null,
    signFiles > 0 ? countOf(signFiles, 'sign file') : null,
    savedSignatures > 0 ? countOf(savedSignatures, 'saved signature') : null,
  ].filter((part) => part !== null);
  return (
    <p className={c('note')}>
      Checked on {formatInstant(checkedAt, zone)} against {of.join(', ')}.
    </p>
  );
}

function NothingVouches() {
  return (
    <EmptyState icon={ShieldQuestion} title="No digest file was read, so nothing vouches for these files.">
      Where log file validation is on, CloudTrail delivers a digest file every hour, in the folder{' '}
      <code>CloudTrail-Digest</code> beside <code>CloudTrail</code>. Add that folder with <em>Add logs…</em>:
      Spoor then checks every log file against it, offline. Without it the files’ own SHA-256 is all there is.
    </EmptyState>
  );
}

type UnreadProps = { readonly report: CaseIntegrity; readonly readOnly: boolean };

/** Digests that came into the case before their text was kept. */
function Unread({ report: { unreadSourceIds }, readOnly }: UnreadProps) {
  if (unreadSourceIds.length === 0) return null;
  return (
    <p className={c('unread')}>
      <span>
        {countOf(unreadSourceIds.length, 'digest or sign file', 'digests and sign files')} were read by an
        older version of Spoor, which did not keep their text. Read again, they are checked.
      </span>
      <Button
        size="small"
        icon={RotateCw}
        disabled={readOnly}
        onClick={() => void readAgain(unreadSourceIds)}
      >
        Read them again
      </Button>
    </p>
  );
}
