import { reasonView, type Reason, type ReasonDto } from '#records';
import { reasonThen } from '../domain/replay';
import type { ReplayPerson } from '../application/replay/replay-audience';
import type { ReplayPreview } from '../application/replay/replays.service';
import type { ReplayPersonDto, ReplayPreviewResponseDto } from './dto/replay.dto';
import { refusalView } from './refusal-view';

const viewOf = (reason: Reason | undefined): ReasonDto | null => (reason ? reasonView(reason) : null);

export function previewView({ counts, refusal }: ReplayPreview): ReplayPreviewResponseDto {
  return { possible: refusal === undefined, refusal: refusalView(refusal), counts: counts ?? null };
}

export function replayPersonView({ person, outcome, reason, parts }: ReplayPerson): ReplayPersonDto {
  const { hostUserId, hostUserName, robot, open } = person;
  const { last } = open[0];
  return { hostUserId, hostUserName, robot, outcome, messages: parts.length, lastState: last.state, lastReason: viewOf(reasonThen(last)), reason: viewOf(reason) };
}
