import type { Capability } from '../../preload/contract/methods.ts';

/** Native dialogs of a host that has them; each answers null or an empty list when the user cancels. */
export type Dialogs = {
  readonly openFolder: () => Promise<readonly string[]>;
  readonly openFiles: () => Promise<readonly string[]>;
  readonly openCase: () => Promise<string | null>;
  readonly saveFile: (name: string) => Promise<string | null>;
};

export type Logger = {
  readonly info: (details: object, message: string) => void;
  readonly warn: (details: object, message: string) => void;
  readonly error: (details: object, message: string) => void;
};

/** What the service needs of the host it runs in. Folders are absolute paths. */
export type Platform = {
  readonly host: 'electron' | 'server' | 'cli';
  readonly version: string;
  /** Where new cases, the recent list and exports without a path go. */
  readonly dataDir: string;
  /** The folder `sql/` with tables, views, panels and reference data. */
  readonly sqlDir: string;
  /** The bundled sample incident, null when it is not shipped. */
  readonly sampleDir: string | null;
  /** The built ingest worker script. */
  readonly workerPath: string;
  readonly capabilities: readonly Capability[];
  readonly dialogs: Dialogs | null;
  readonly reveal: ((path: string) => void) | null;
  /** Offers a finished file for download and answers its URL; null where files are written in place. */
  readonly offerDownload: ((path: string) => string) | null;
  readonly logger: Logger;
};
