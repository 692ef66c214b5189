import { useDialog } from '../../state/open-dialog.ts';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyCaps } from '../../ui/key-caps.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { KEY_PLACES, type KeyPlace } from './key-places.ts';
import styles from './key-sheet.module.css';

const c = classNames(styles);

/** All keys of the window, by place: opened with `?`, from the palette, and from the status line. */
export function KeySheet() {
  const [open, setOpen] = useDialog('keys');
  return (
    <Dialog open={open} onOpenChange={setOpen} title="Keys" size="wide">
      <ScrollRegion className={c('places')} label="Keys by place">
        {KEY_PLACES.map((place) => (
          <Place key={place.title} place={place} />
        ))}
      </ScrollRegion>
    </Dialog>
  );
}

function Place({ place }: { readonly place: KeyPlace }) {
  return (
    <section className={c('place')}>
      <h3 className={c('title')}>{place.title}</h3>
      <dl>
        {place.lines.map(({ keys, does }) => (
          <div key={does} className={c('line')}>
            <dt className={c('keys')}>
              {keys.map((combo) => (
                <KeyCaps key={combo} combo={combo} />
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
