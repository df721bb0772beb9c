/** `racetrap explore`: can it go wrong? Searches every interleaving of a scenario. */
import { Option } from 'commander';
import { UsageError } from '../../kernel/index.js';
import { explore, exploreReduced } from '../../workers/index.js';
import { outcomeText } from '../report/text.js';
import { diagramOf, exitCodeOf, jsonTarget, showsExamples, takesDuration, takesFormat, takesJson, takesParameters, takesProgress, takesScenario, } from './command.js';
import { choose, question, select } from './select.js';
import { memorySize, wholeNumber } from './values.js';
const STATE_COUNT_LIMIT = 1_000_000_000;
const WORKER_COUNT_LIMIT = 255;
/** Adds the command. */
export function addExplore(program, { terminal, end }) {
    const command = program
        .command('explore')
        .description('search every interleaving: prove the scenario, or find a schedule that breaks it')
        .action(async (name, options) => {
        const selection = await select(name);
        const asked = question(selection, choose(selection, options.set, options.threads));
        const { order, states, duration, all = false, progress = false, format } = options;
        const { workers, memory, reduce = false } = options;
        if (reduce && order === 'dfs')
            throw new UsageError('a reduced search is breadth-first', 'leave out --order dfs');
        if (reduce && workers !== undefined)
            throw new UsageError('a reduced search has one worker', 'leave out --workers');
        const { result, isInterrupted } = await terminal.supervise(progress, (supervision) => (reduce ? exploreReduced : explore)(asked, {
            order: order === 'bfs' ? 'breadth-first' : 'depth-first',
            all,
            ...(states !== undefined && { stateCountMax: states }),
            ...(duration !== undefined && { durationMsMax: duration }),
            ...(workers !== undefined && { workerCount: workers }),
            ...(memory !== undefined && { byteCountMax: memory }),
        }, supervision));
        const { file } = selection;
        if (terminal.writeJson(jsonTarget(options), result))
            terminal.print(diagramOf(format, result.findings[0]) ??
                outcomeText(result, {
                    paint: terminal.paint,
                    ...(format === 'table' && { format }),
                    ...(file !== undefined && { file }),
                }));
        end(exitCodeOf(result, isInterrupted));
    });
    takesScenario(command);
    command
        .addOption(new Option('--order <order>', 'bfs finds the shortest schedule, dfs needs less memory')
        .choices(['bfs', 'dfs'])
        .default('bfs'))
        .option('--states <count>', 'store at most so many states', wholeNumber('--states', 1, STATE_COUNT_LIMIT))
        .option('--workers <count>', 'search long spaces on so many cores, breadth-first (default: all)', wholeNumber('--workers', 1, WORKER_COUNT_LIMIT))
        .option('--memory <size>', 'hold at most so much memory: 8G, 512M (default: half of what there is)', memorySize('--memory'))
        .option('--reduce', 'leave out orders of steps that commute: fewer states, schedules not the shortest')
        .option('--all', 'go on behind the first finding, and collect one for each property');
    takesDuration(command, 'search for at most so long: 10s, 2m');
    takesParameters(command);
    takesFormat(command);
    takesJson(command, 'the outcome');
    takesProgress(command);
    showsExamples(command, 'explore unlocked-lookup', 'explore rwsem --set readers=2 --order dfs', 'explore lost-reply-fixed --reduce', 'explore ./mine.ts --all --duration 1m');
}
//# sourceMappingURL=explore.js.map