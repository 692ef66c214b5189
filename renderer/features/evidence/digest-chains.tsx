import type { DigestChain, SignatureState } from '../../../preload/contract/model/integrity.ts';
import { INTEGRITY_LEVELS } from '../../../preload/contract/model/integrity-text.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { formatInstant, zoneName } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { usePreferences } from '../../state/preferences.ts';
import type { EvidenceTab } from '../../state/tab.ts';
import { ALL_FILES } from '../../state/tab-list.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './digest-chains.module.css';

const c = classNames(styles);

const SIGNATURES: Readonly<Record<SignatureState, string>> = {
  verified: 'verified',
  invalid: 'invalid',
  'key-not-given': 'not checked for want of a key',
  'signature-not-given': 'not here (each comes with the next digest)',
};

type DigestChainsProps = { readonly tab: EvidenceTab; readonly chains: readonly DigestChain[] };

/** Chains of digests one below the other, over the same time: which level they have, and where none speaks. */
export function DigestChains({ tab, chains }: DigestChainsProps) {
  const zone = usePreferences((state) => state.zone);
  const [first] = chains;
  if (!first) return null;
  const from = Math.min(...chains.map(({ fromAt }) => Date.parse(fromAt)));
  const to = Math.max(...chains.map(({ toAt }) => Date.parse(toAt)));
  const short = (at: number) => formatInstant(at, zone, { withZone: false }).slice(0, 16);
  return (
    <section className={c('chains')} aria-label="Chains of digests">
      <div className={c('axis')}>
        <span>{short(from)}</span>
        <span>{zoneName(zone, from)}</span>
        <span>{short(to)}</span>
      </div>
      <ul>
        {chains.map((chain) => (
          <li key={`${chain.account} ${chain.region} ${chain.trail} ${chain.backfill} ${chain.fromAt}`}>
            <Chain tab={tab} chain={chain} from={from} to={to} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** So much of a strip shows that there was something, however short. */
const LEAST_WIDTH_PX = 2;

type ChainProps = {
  readonly tab: EvidenceTab;
  readonly chain: DigestChain;
  readonly from: number;
  readonly to: number;
};

function Chain({ tab, chain, from, to }: ChainProps) {
  const zone = usePreferences((state) => state.zone);
  const { account, region, trail, backfill, digests, emptyDigests, logFiles, signatures, spans } = chain;
  const share = (ms: number) => `${(ms / Math.max(1, to - from)) * 100}%`;
  const told = (Object.keys(SIGNATURES) as SignatureState[]).filter((state) => signatures[state] > 0);
  return (
    <div className={c('chain')}>
      <p className={c('name')}>
        <strong>{visibleText(trail)}</strong> {visibleText(region)}, {account}
        {backfill ? ', backfill' : ''}
      </p>
      <div className={c('strip')} aria-hidden>
        {spans.map((span) => {
          const start = Date.parse(span.fromAt);
          return (
            <span
              key={span.fromAt}
              className={c('span', span.level)}
              style={{
                left: `min(${share(start - from)}, 100% - ${LEAST_WIDTH_PX}px)`,
                width: share(Date.parse(span.toAt) - start),
                minWidth: LEAST_WIDTH_PX,
              }}
              title={`${INTEGRITY_LEVELS[span.level].title}: ${countOf(span.digests, 'digest')} for ${countOf(span.logFiles, 'log file')}, ${formatInstant(span.fromAt, zone, { withZone: false })} to ${formatInstant(span.toAt, zone)}`}
            />
          );
        })}
      </div>
      <p className={c('facts')}>
        <button type="button" className={c('link')} onClick={() => showDigests(tab, chain)}>
          {countOf(digests, 'digest')}
        </button>{' '}
        for {countOf(logFiles, 'log file')}
        {emptyDigests > 0 ? `, ${formatCount(emptyDigests)} of them for times without any delivery` : ''}.
        Signatures: {told.map((state) => `${formatCount(signatures[state])} ${SIGNATURES[state]}`).join(', ')}
        .
      </p>
    </div>
  );
}

/** Lists the digests of a chain, which their names tell. */
function showDigests(tab: EvidenceTab, { account, region, trail }: DigestChain): void {
  const search = `${account}_CloudTrail-Digest_${region}_${trail}_`;
  const files = { ...ALL_FILES, kind: 'digest', search };
  useWorkspace.getState().patchTab(tab.id, { section: 'files', files });
}
