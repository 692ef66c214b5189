import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type RecentCase, recentCase } from '../../preload/contract/model/case.ts';

const MAX_RECENT = 20;
const listOfRecent = z.array(recentCase);

/** The recent cases of this user, newest first, kept in `<dataDir>/recent-cases.json`. */
export type RecentCases = {
  /** Those whose file still exists. */
  readonly list: () => Promise<RecentCase[]>;
  readonly remember: (entry: RecentCase) => Promise<void>;
  readonly forget: (path: string) => Promise<void>;
};

async function readList(file: string): Promise<RecentCase[]> {
  try {
    return listOfRecent.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return [];
  }
}

async function writeList(file: string, list: readonly RecentCase[]): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, JSON.stringify(list, null, 2));
  await rename(temporary, file);
}

export function openRecentCases(dataDir: string): RecentCases {
  const file = join(dataDir, 'recent-cases.json');
  const change = async (edit: (list: RecentCase[]) => RecentCase[]): Promise<void> => {
    await mkdir(dataDir, { recursive: true });
    await writeList(file, edit(await readList(file)).slice(0, MAX_RECENT));
  };
  return {
    list: async () => {
      const list = await readList(file);
      const present = await Promise.all(
        list.map((entry) =>
          stat(entry.path).then(
            () => true,
            () => false,
          ),
        ),
      );
      return list.filter((_, index) => present[index]);
    },
    remember: (entry) => change((list) => [entry, ...list.filter((other) => other.path !== entry.path)]),
    forget: (path) => change((list) => list.filter((other) => other.path !== path)),
  };
}
