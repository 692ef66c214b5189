import envPaths from 'env-paths';

/** The user's data folder of Spoor; the environment variable SPOOR_DATA_DIR puts it elsewhere. */
export function findDataDir({ SPOOR_DATA_DIR }: NodeJS.ProcessEnv = process.env): string {
  return SPOOR_DATA_DIR || envPaths('spoor', { suffix: '' }).data;
}
