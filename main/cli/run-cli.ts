import { Command, CommanderError } from 'commander';
import { toCallError } from '../service/dispatch.ts';
import { CliError, EXIT, type ExitCode, fromCallError, usageError } from './cli-error.ts';
import { CallFailedError, type CliContext } from './cli-host.ts';
import { addContextCommand } from './commands/context.ts';
import { addCountCommand } from './commands/count.ts';
import { addCoverageCommand } from './commands/coverage.ts';
import { addDuplicatesCommand } from './commands/duplicates.ts';
import { addEntityCommand } from './commands/entity.ts';
import { addEventsCommand } from './commands/events.ts';
import { addFacetCommand } from './commands/facet.ts';
import { addFilesCommand } from './commands/files.ts';
import { addIngestCommand } from './commands/ingest.ts';
import { addIntegrityCommand } from './commands/integrity.ts';
import { addMarkCommands } from './commands/marks.ts';
import { addPanelCommands } from './commands/panel.ts';
import { addRejectedCommand } from './commands/rejected.ts';
import { addServeCommand } from './commands/serve.ts';
import { addSessionCommand } from './commands/session.ts';
import { addSettingsCommand } from './commands/settings.ts';
import { addSourceCommands } from './commands/sources.ts';
import { addSqlCommand } from './commands/sql.ts';
import { addStackCommand } from './commands/stack.ts';
import { addVerifyCommand } from './commands/verify.ts';
import { OutputClosedError } from './output.ts';
import { visibleText } from './visible-text.ts';

/**
 * Runs one command line (`argv` without the program's name) and answers its exit code: 0 done, 1 failed,
 * 2 used wrongly, 130 ended by Ctrl-C. A failure is one sentence on stderr, never a stack.
 */
export async function runCli(argv: readonly string[], context: CliContext): Promise<ExitCode> {
  const run: Run = { written: '', query: null };
  try {
    await buildProgram(context, run).parseAsync([...argv], { from: 'user' });
    return EXIT.done;
  } catch (error) {
    return await endRun(context, run, error).catch(() => EXIT.failed);
  }
}

/** What is known of a run when it fails: commander's own text, and the query the command was given. */
type Run = { written: string; query: string | null };

function buildProgram(context: CliContext, run: Run): Command {
  const collect = (text: string): void => {
    run.written += text;
  };
  const program = new Command('spoor')
    .description('Offline forensic workbench for AWS CloudTrail logs')
    .version(context.host.version, '--version', 'show the version')
    .exitOverride()
    .configureOutput({ writeOut: collect, writeErr: collect })
    .hook('preAction', (_, action) => {
      const { query } = action.opts<{ readonly query?: string }>();
      run.query = query ?? null;
    });
  addIngestCommand(program, context);
  addPanelCommands(program, context);
  addEventsCommand(program, context);
  addCountCommand(program, context);
  addFacetCommand(program, context);
  addEntityCommand(program, context);
  addSessionCommand(program, context);
  addContextCommand(program, context);
  addStackCommand(program, context);
  addSqlCommand(program, context);
  addFilesCommand(program, context);
  addSourceCommands(program, context);
  addCoverageCommand(program, context);
  addDuplicatesCommand(program, context);
  addRejectedCommand(program, context);
  addMarkCommands(program, context);
  addSettingsCommand(program, context);
  addVerifyCommand(program, context);
  addIntegrityCommand(program, context);
  addServeCommand(program, context);
  return program;
}

async function endRun(context: CliContext, run: Run, error: unknown): Promise<ExitCode> {
  if (error instanceof OutputClosedError) return EXIT.done;
  if (error instanceof CommanderError && error.exitCode === 0) {
    await context.stdout.write(run.written);
    return EXIT.done;
  }
  if (error instanceof CommanderError && error.code === 'commander.help') {
    await context.stderr.write(run.written);
    return EXIT.usage;
  }
  const failure = toCliError(context, run, error);
  await context.stderr.write(`spoor: ${failure.message}\n`);
  return failure.exitCode;
}

function toCliError(context: CliContext, run: Run, error: unknown): CliError {
  if (error instanceof CliError) return error;
  if (error instanceof CommanderError) return usageError(usageSentence(error.message));
  const { host, signal } = context;
  const callError =
    error instanceof CallFailedError ? error.error : toCallError(error, 'the command', signal, host.logger);
  if (callError.code !== 'internal') return fromCallError(callError, run.query);
  return new CliError(`${visibleText(callError.message)} Details are in ${visibleText(host.logPath)}.`);
}

function usageSentence(message: string): string {
  const text = message
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.)!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
