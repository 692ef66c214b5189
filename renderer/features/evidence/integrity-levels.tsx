import type { CaseIntegrity, IntegrityLevel } from '../../../preload/contract/model/integrity.ts';
import { INTEGRITY_LEVELS } from '../../../preload/contract/model/integrity-text.ts';
import { countOf } from '../../format/number.ts';
import type { EvidenceTab } from '../../state/tab.ts';
import { ALL_FILES } from '../../state/tab-list.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './integrity-levels.module.css';
import { LEVEL_SIGNS } from './source-text.ts';

const c = classNames(styles);

const ORDER: readonly IntegrityLevel[] = ['signature-verified', 'hash-consistent', 'not-covered', 'failed'];

type IntegrityLevelsProps = { readonly tab: EvidenceTab; readonly levels: CaseIntegrity['levels'] };

/** The levels side by side, never merged: how many files and events are of each, one click from them. */
export function IntegrityLevels({ tab, levels }: IntegrityLevelsProps) {
  return (
    <ul className={c('levels')} aria-label="Levels of integrity">
      {ORDER.map((level) => {
        const { files = 0, events = 0 } = levels.find((each) => each.level === level) ?? {};
        const { title, text } = INTEGRITY_LEVELS[level];
        return (
          <li key={level} className={c('level', files > 0 && level)}>
            <h3 className={c('title')}>
              <span aria-hidden>{LEVEL_SIGNS[level]}</span> {title}
            </h3>
            <p className={c('figures')}>
              <button
                type="button"
                className={c('link')}
                disabled={files === 0}
                onClick={() =>
                  useWorkspace
                    .getState()
                    .patchTab(tab.id, { section: 'files', files: { ...ALL_FILES, integrity: level } })
                }
              >
                {countOf(files, 'file')}
              </button>
              <button
                type="button"
                className={c('link')}
                disabled={events === 0}
                onClick={() => openEventsAt(level)}
              >
                {countOf(events, 'event')}
              </button>
            </p>
            <p className={c('text')}>{text}</p>
          </li>
        );
      })}
    </ul>
  );
}

function openEventsAt(level: IntegrityLevel): void {
  useWorkspace.getState().openSearch({
    title: `${INTEGRITY_LEVELS[level].title} events`,
    scope: { query: `delivery.integrity:${level}`, from: null, to: null },
  });
}
