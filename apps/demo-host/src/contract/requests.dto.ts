import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsInt, IsNotEmpty, IsOptional, IsString, IsUrl, IsUUID, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';

const MAX_ID_CHARACTERS = 128;
const MAX_IDS = 1000;

class PageRequestDto {
  @IsOptional() @IsString() @MaxLength(100) query?: string;

  @IsOptional() @IsString() @MaxLength(300) cursor?: string;

  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit: number = 50;
}

export class UserListQueryDto extends PageRequestDto {
  @IsOptional() @IsString() @MaxLength(MAX_ID_CHARACTERS) groupId?: string;

  @IsOptional() @IsString() @MaxLength(MAX_ID_CHARACTERS) departmentId?: string;
}

export class PageListQueryDto extends PageRequestDto {}

export class RulePeopleQueryDto {
  @IsOptional() @IsString() @MaxLength(MAX_ID_CHARACTERS) column?: string;

  @IsOptional() @IsString() @MaxLength(300) cursor?: string;

  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(MAX_IDS) limit: number = MAX_IDS;
}

export class UserLookupDto {
  @IsArray() @ArrayMaxSize(MAX_IDS) @IsString({ each: true }) @MaxLength(MAX_ID_CHARACTERS, { each: true }) ids: string[];
}

export class FilterChoiceDto {
  @IsString() @IsNotEmpty() @MaxLength(MAX_ID_CHARACTERS) id: string;

  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MAX_IDS) @IsString({ each: true }) @MaxLength(256, { each: true }) values: string[];
}

class FilteredDto {
  /** Absent: the page's own filters hold. */
  @IsOptional() @IsArray() @ArrayMaxSize(50) @ArrayUnique(({ id }: FilterChoiceDto) => id) @ValidateNested({ each: true }) @Type(() => FilterChoiceDto)
  filters: FilterChoiceDto[] = [];
}

export class ViewerGroupsDto extends FilteredDto {
  @IsArray() @ArrayMaxSize(MAX_IDS) @IsString({ each: true }) @MaxLength(MAX_ID_CHARACTERS, { each: true }) viewerIds: string[];
}

export class SnapshotDto extends FilteredDto {
  @IsString() @IsNotEmpty() @MaxLength(MAX_ID_CHARACTERS) viewerId: string;

  /** BCP 47, such as `zh-CN`. */
  @MaxLength(35) @Matches(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/) language: string;
}

class NoticeDto {
  @IsUUID() id: string;

  @IsString() @IsNotEmpty() @MaxLength(MAX_ID_CHARACTERS) userId: string;

  @IsString() @MaxLength(64) kind: string;

  /** Nothing but an address of the web: it becomes a link on a page. */
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false }) @MaxLength(2000) url: string;

  @IsString() @MaxLength(500) text: string;
}

export class NoticesDto {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(200) @ValidateNested({ each: true }) @Type(() => NoticeDto) notices: NoticeDto[];
}

export class SignInDto {
  @IsString() @IsNotEmpty() @MaxLength(256) account: string;

  @IsString() @IsNotEmpty() @MaxLength(256) password: string;
}
