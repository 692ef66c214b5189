import type { LucideIcon } from 'lucide-react';
import type { CaseSummary, RecentCase } from '../../../preload/contract/model/case.ts';
import type { DashboardInfo } from '../../../preload/contract/model/panel.ts';
import type { Zone } from '../../format/time.ts';
import type { Density, Theme } from '../../state/preferences.ts';
import type { Tab } from '../../state/tab.ts';
import type { GoTo } from '../events-table/use-go-to.ts';

/** What the commands of the palette are grouped under, in this order while nothing is typed. */
export const COMMAND_GROUPS = [
  'What you typed',
  'Recent',
  'Open',
  'Tabs',
  'This tab',
  'Case',
  'View',
  'Panels',
  'Fields',
] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** Something the palette can do. */
export type Command = {
  /** The same each time, so that it can be remembered as a recent one. */
  readonly id: string;
  readonly title: string;
  readonly group: CommandGroup;
  readonly icon: LucideIcon;
  /** Words it is found by, besides its title. */
  readonly keywords?: readonly string[];
  /** What stands beside the title in grey. */
  readonly detail?: string;
  /** The keys that do the same. */
  readonly combo?: string;
  /** `typed`: only listed once something is typed. */
  readonly listed?: 'typed';
  /** True for what names something of the case: it is not kept on this machine as a recent command. */
  readonly passing?: boolean;
  /** True for the less usual of two ways to the same thing: it is listed below the other. */
  readonly secondary?: boolean;
  readonly run: () => void;
};

/** What the window shows while the palette is open, from which commands are made. */
export type CommandContext = {
  /** What is typed, without spaces around it. */
  readonly typed: string;
  /** Null while no case is open. */
  readonly summary: CaseSummary | null;
  readonly dashboards: readonly DashboardInfo[];
  readonly recentCases: readonly RecentCase[];
  readonly sampleAvailable: boolean;
  readonly nativeDialogs: boolean;
  readonly tabs: readonly Tab[];
  readonly tab: Tab | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly canStepBack: boolean;
  readonly canStepForward: boolean;
  /** Whether there is somewhere to go back or forward to, and a closed tab to bring back. */
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  readonly canReopen: boolean;
  /** Clauses that apply to every tab. */
  readonly pinned: readonly string[];
  /** The table of events that is shown. */
  readonly goTo: GoTo | null;
  readonly zone: Zone;
  readonly theme: Theme;
  readonly density: Density;
};

/** Makes commands from what the window shows. */
export type CommandSource = (context: CommandContext) => readonly Command[];
