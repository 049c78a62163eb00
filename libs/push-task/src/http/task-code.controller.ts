import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiConflictResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { TaskExport } from '../application/task-export.service';
import { TaskImport, type ImportedTask } from '../application/task-import.service';
import { TaskReferences } from '../application/task-references.service';
import { readTaskFile, writeTaskFile } from '../domain/code/task-file';
import { ExportTasksRequestDto, ImportTasksRequestDto, ImportTasksResponseDto, TaskFileResponseDto } from './dto/task-code.dto';
import { fileTaskOf, importedTaskOf, stepView } from './task-code';

@ApiTags('push tasks')
@PushController('tasks')
@Allow('editor')
export class TaskCodeController {
  constructor(
    private readonly exports: TaskExport,
    private readonly imports: TaskImport,
    private readonly references: TaskReferences,
  ) {}

  @Post('export')
  @HttpCode(200)
  @ApiOperation({ summary: 'Tasks as YAML, for a repository: chosen ones or a whole project' })
  @ApiOkResponse({ type: TaskFileResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async export(@CurrentCaller() caller: Caller, @Body() { taskIds = [], projectId }: ExportTasksRequestDto): Promise<TaskFileResponseDto> {
    const tasks = await (projectId === undefined ? this.exports.some(caller, taskIds) : this.exports.ofProject(caller, projectId));
    const references = await this.references.read(caller);
    return { yaml: writeTaskFile(tasks.map((task) => fileTaskOf(task, references))) };
  }

  @Post('import')
  @HttpCode(200)
  @ApiOperation({ summary: 'What a YAML file of tasks would change, field by field; with `apply` it is done, all or nothing' })
  @ApiOkResponse({ type: ImportTasksResponseDto })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'PUSH_TASK_CHANGED: somebody changed a task since the dry run; nothing was done.' })
  async import(@CurrentCaller() caller: Caller, @Body() { yaml, apply, versions }: ImportTasksRequestDto): Promise<ImportTasksResponseDto> {
    const read = readTaskFile(yaml);
    const references = await this.references.read(caller);
    const items: ImportedTask[] = [];
    for (const task of read) items.push(await importedTaskOf(caller, task, references));
    const { steps, applied } = await this.imports.run(caller, items, new Map(Object.entries(versions)), apply);
    return { applied, tasks: steps.map((step, index) => stepView(step, read[index])) };
  }
}
