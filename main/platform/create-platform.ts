import type { AppPaths } from './app-paths.ts';
import { findDataDir } from './data-dir.ts';
import type { Logger, Platform } from './platform.ts';

export type HostParts = Pick<Platform, 'host' | 'capabilities'> &
  Partial<Pick<Platform, 'dialogs' | 'reveal' | 'offerDownload' | 'dataDir'>>;

/** The platform of a host: the program's own paths and the user's data folder, with what the host can do. */
export function createPlatform(paths: AppPaths, logger: Logger, host: HostParts): Platform {
  return {
    version: paths.version,
    dataDir: findDataDir(),
    sqlDir: paths.sqlDir,
    sampleDir: paths.sampleDir,
    workerPath: paths.workerPath,
    dialogs: null,
    reveal: null,
    offerDownload: null,
    ...host,
    logger,
  };
}
