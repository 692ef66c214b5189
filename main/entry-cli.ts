import { join } from 'node:path';
import { CallFailedError, type CliHost, type Served, type ServeOptions } from './cli/cli-host.ts';
import { main } from './cli/index.ts';
import { findAppPaths } from './platform/app-paths.ts';
import { createLogger } from './platform/create-logger.ts';
import { createPlatform } from './platform/create-platform.ts';
import { findDataDir } from './platform/data-dir.ts';
import { openInBrowser } from './platform/open-in-browser.ts';
import type { Logger } from './platform/platform.ts';
import { createDownloads } from './server/downloads.ts';
import { startServer } from './server/start-server.ts';
import { createService } from './service/create-service.ts';
import { dispatch } from './service/dispatch.ts';
import type { Service } from './service/service.ts';

// Wires the command line to the service and to the local web host, which do not know each other.
const paths = findAppPaths(import.meta.dirname);
const logPath = join(findDataDir(), 'spoor.log');

const host: CliHost = {
  version: paths.version,
  logger: createLogger({ file: logPath }),
  logPath,
  createService: () => createService(createPlatform(paths, host.logger, { host: 'cli', capabilities: [] })),
  serve,
  openInBrowser,
};

async function serve(options: ServeOptions): Promise<Served> {
  const logger = createLogger('stderr');
  const downloads = createDownloads();
  const platform = createPlatform(paths, logger, {
    host: 'server',
    capabilities: ['download', 'browseFolders'],
    offerDownload: downloads.offer,
  });
  const service = await createService(platform);
  try {
    await openCase(service, logger, options);
    const { rendererDir } = paths;
    const server = await startServer({ service, downloads, logger, rendererDir, port: options.port });
    const close = async (): Promise<void> => {
      await server.close();
      await service.close();
    };
    return { url: server.url, close };
  } catch (error) {
    await service.close();
    throw error;
  }
}

async function openCase(service: Service, logger: Logger, options: ServeOptions): Promise<void> {
  if (!options.sample && options.casePath === null) return;
  const name = options.sample ? 'case.openSample' : 'case.open';
  const input = options.sample ? {} : { path: options.casePath };
  const result = await dispatch(service, name, input, new AbortController().signal, logger);
  if (!result.ok) throw new CallFailedError(result.error);
}

await main(host);
