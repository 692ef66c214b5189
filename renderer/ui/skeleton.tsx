import { classNames } from './class-names.ts';
import styles from './skeleton.module.css';

const c = classNames(styles);

/** A quiet placeholder of a given size while something is read. */
export function Skeleton({
  width = '100%',
  height = 12,
}: {
  readonly width?: number | string;
  readonly height?: number | string;
}) {
  return <span className={c('block')} style={{ width, height }} aria-hidden />;
}

const WIDTHS = ['72%', '54%', '83%', '47%', '64%', '38%', '59%', '77%'];

/** Lines of placeholder text; `label` tells a screen reader what is being read. */
export function SkeletonLines({
  lines = 5,
  label = 'Loading',
}: {
  readonly lines?: number;
  readonly label?: string;
}) {
  return (
    <div className={c('lines')} role="status" aria-label={label}>
      {WIDTHS.concat(WIDTHS, WIDTHS)
        .slice(0, lines)
        .map((width, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines never change places
          <Skeleton key={index} width={width} />
        ))}
    </div>
  );
}
