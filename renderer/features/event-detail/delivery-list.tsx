import { Copy } from 'lucide-react';
import type { Provenance } from '../../../preload/contract/model/event.ts';
import { INTEGRITY_LEVELS } from '../../../preload/contract/model/integrity-text.ts';
import { sourceKindOf } from '../../../preload/contract/model/source-kind.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { copyText } from '../field-menu/copy-text.ts';
import { VisibleText } from '../search/visible-text.tsx';
import styles from './delivery-list.module.css';

const c = classNames(styles);

/** Every file that delivered this event: its hash, the place in it, and whether the copies are the same. */
export function DeliveryList({ deliveries }: { readonly deliveries: readonly Provenance[] }) {
  const differing = deliveries.filter(({ identical }) => !identical).length;
  return (
    <div className={c('root')}>
      <p className={c('intro')}>
        Delivered {deliveries.length === 1 ? 'once' : countOf(deliveries.length, 'time')}
        {deliveries.length < 2
          ? '.'
          : differing === 0
            ? ', each time the same to the byte.'
            : `, ${differing === 1 ? 'one copy differs' : `${formatCount(differing)} copies differ`} from the first.`}
      </p>
      <ol>
        {deliveries.map((delivery) => (
          <Delivery key={`${delivery.sourceId}:${delivery.position}`} delivery={delivery} />
        ))}
      </ol>
    </div>
  );
}

function Delivery({ delivery }: { readonly delivery: Provenance }) {
  const { path, sha256, integrity, position, byteOffset, identical, kind, original } = delivery;
  return (
    <li className={c('delivery')}>
      <p className={c('path')}>
        <VisibleText text={path} />
        <IconButton icon={Copy} label="Copy the path" size="small" onClick={() => void copyText(path)} />
      </p>
      <p>
        {sourceKindOf(kind).title} · record {formatCount(position)} · from byte {formatCount(byteOffset)}
        {identical ? null : <strong className={c('differs')}> · differs from the first copy</strong>}
      </p>
      {sha256 === null ? (
        <p>SHA-256 not known</p>
      ) : (
        <p className={c('hash')}>
          <span>
            SHA-256 <code>{sha256}</code>
          </span>
          <IconButton
            icon={Copy}
            label="Copy the SHA-256"
            size="small"
            onClick={() => void copyText(sha256)}
          />
        </p>
      )}
      {integrity === null ? null : (
        <p>
          <strong className={c(integrity)}>{INTEGRITY_LEVELS[integrity].title}.</strong>{' '}
          {INTEGRITY_LEVELS[integrity].text}
        </p>
      )}
      {original === null ? null : <Original kind={kind} original={original} />}
    </li>
  );
}

/** What a rebuilt record was made from, as it stands in the file, and what that cannot tell. */
function Original({ kind, original }: { readonly kind: string; readonly original: string }) {
  return (
    <div className={c('original')}>
      <p>
        The file does not hold CloudTrail’s own record. It was rebuilt from this, with nothing added.{' '}
        {sourceKindOf(kind).lacks}
      </p>
      <textarea
        readOnly
        rows={5}
        aria-label="What the record was rebuilt from"
        value={visibleText(original)}
      />
    </div>
  );
}
