import { hasSpecialCharacters, visibleText } from '../../format/visible-text.ts';
import { classNames } from '../../ui/class-names.ts';
import { cutOf } from './cut.ts';
import styles from './cut-text.module.css';
import { VisibleText } from './visible-text.tsx';

const c = classNames(styles);

type CutTextProps = {
  readonly text: string;
  /** How many characters fit; null cuts at the end, wherever that is. */
  readonly characters: number | null;
};

/** An identifier in the monospaced font, cut in the middle to what fits; what is cut stays there to be copied. */
export function CutText({ text, characters }: CutTextProps) {
  const cut = characters === null ? null : cutOf(visibleText(text), characters);
  if (cut === null) {
    return (
      <span className={c('whole')}>
        <VisibleText text={text} />
      </span>
    );
  }
  const endFrom = hasSpecialCharacters(text) ? Math.max(0, text.length - 2) : cut.endFrom;
  return (
    <>
      <span className={c('start')} style={{ width: `${cut.start}ch` }}>
        <VisibleText text={text.slice(0, endFrom)} />
      </span>
      <span className={c('end')}>
        <VisibleText text={text.slice(endFrom)} />
      </span>
    </>
  );
}
