import {
  ChevronsUpDown,
  Database,
  FilePlus2,
  FolderOpen,
  FolderPlus,
  LogOut,
  Play,
  SlidersHorizontal,
} from 'lucide-react';
import type { CaseSummary } from '../../../preload/contract/model/case.ts';
import { useAppInfo, useCapability } from '../../data/use-app-info.ts';
import { useCall } from '../../data/use-call.ts';
import { formatShort } from '../../format/number.ts';
import { useDialog } from '../../state/open-dialog.ts';
import { type Theme, usePreferences } from '../../state/preferences.ts';
import { classNames } from '../../ui/class-names.ts';
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '../../ui/menu.tsx';
import { CaseSettingsDialog } from '../case-settings/case-settings-dialog.tsx';
import { chooseCase, chooseFiles, chooseFolder } from '../start/choose.ts';
import { closeCase, openCase, openSample } from '../start/open-case.ts';
import styles from './case-menu.module.css';

const c = classNames(styles);
const RECENT = 5;

const THEMES: readonly { readonly value: Theme; readonly title: string }[] = [
  { value: 'system', title: 'As the system' },
  { value: 'dark', title: 'Dark' },
  { value: 'light', title: 'Light' },
];

type CaseMenuProps = { readonly summary: CaseSummary; readonly detail: string };

/** The name of the case, which opens what can be done with cases. */
export function CaseMenu({ summary, detail }: CaseMenuProps) {
  const native = useCapability('nativeDialogs');
  const theme = usePreferences((state) => state.theme);
  const setTheme = usePreferences((state) => state.setTheme);
  const [settingsOpen, setSettingsOpen] = useDialog('case-settings');
  const trigger = (
    <button type="button" className={c('trigger')}>
      <span className={c('text')}>
        <span className={c('name')}>{summary.name}</span>
        <span className={c('detail')}>{detail}</span>
      </span>
      <ChevronsUpDown size={14} aria-hidden className={c('chevron')} />
    </button>
  );
  return (
    <>
      <Menu trigger={trigger} align="start">
        <MenuItem
          icon={FolderPlus}
          disabled={summary.readOnly}
          onSelect={() => void chooseFolder('add-logs', native)}
        >
          Add a folder of logs…
        </MenuItem>
        {native ? (
          <MenuItem
            icon={FilePlus2}
            disabled={summary.readOnly}
            onSelect={() => void chooseFiles('add-logs', native)}
          >
            Add log files…
          </MenuItem>
        ) : null}
        <MenuItem icon={SlidersHorizontal} onSelect={() => setSettingsOpen(true)}>
          Case settings…
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={FolderOpen} onSelect={() => void chooseFolder('new-case', native)}>
          New case from a folder…
        </MenuItem>
        <MenuItem icon={Database} onSelect={() => void chooseCase(native)}>
          Open case…
        </MenuItem>
        <OtherCases path={summary.path} />
        <MenuItem icon={LogOut} onSelect={() => void closeCase()}>
          Close case
        </MenuItem>
        <MenuSeparator />
        <MenuLabel>Appearance</MenuLabel>
        <MenuChoice value={theme} options={THEMES} onChange={setTheme} />
      </Menu>
      <CaseSettingsDialog readOnly={summary.readOnly} open={settingsOpen} onOpenChange={setSettingsOpen} />
    </>
  );
}

function OtherCases({ path }: { readonly path: string }) {
  const { data: recent } = useCall('case.recent', {});
  const info = useAppInfo();
  const others = recent?.filter((entry) => entry.path !== path).slice(0, RECENT) ?? [];
  return (
    <>
      {others.map((entry) => (
        <MenuItem
          key={entry.path}
          icon={Database}
          detail={formatShort(entry.events)}
          onSelect={() => void openCase(entry.path)}
        >
          {entry.name}
        </MenuItem>
      ))}
      {info?.sampleAvailable ? (
        <MenuItem icon={Play} onSelect={() => void openSample()}>
          Open the sample incident
        </MenuItem>
      ) : null}
    </>
  );
}
