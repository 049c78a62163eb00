import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUrl, Matches, Max, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import type { MemberStatus } from '../domain/corp';

const USER_ID = /^[A-Za-z0-9][A-Za-z0-9_\-@.]{0,63}$/;

export class RangeDto {
  @IsArray() @IsString({ each: true }) users: string[] = [];
  @IsArray() @IsInt({ each: true }) parties: number[] = [];
  @IsArray() @IsInt({ each: true }) tags: number[] = [];
}

export class CreateCorpRequest {
  /** Made up when it is not given. */
  @IsOptional() @Matches(/^w[wx][0-9a-f]{16}$/) corpId?: string;
  @IsString() @MinLength(1) @MaxLength(64) name: string;
  /** Account cap; times 200 it is each app's person-times a day. Default: the number of members. */
  @IsOptional() @IsInt() @Min(1) accountCap?: number;
  /** So many members `user000001`, … in the root department; for benchmarks. */
  @IsOptional() @IsInt() @Min(0) @Max(200_000) members?: number;
  /** Name of a self-built app that everybody sees; its agentid and secret are in the answer. */
  @IsOptional() @IsString() @MaxLength(32) app?: string;
}

export class ChangeCorpRequest {
  @IsInt() @Min(1) accountCap: number;
}

export class AddMemberRequest {
  @Matches(USER_ID, { message: 'userId must be 1 to 64 letters, digits or _ - @ . and begin with a letter or digit' }) userId: string;
  @IsString() @MinLength(1) @MaxLength(64) name: string;
  @IsOptional() @IsString() englishName?: string;
  @IsOptional() @IsString() mobile?: string;
  @IsOptional() @IsString() email?: string;
  @IsOptional() @IsString() position?: string;
  @IsArray() @ArrayMinSize(1) @IsInt({ each: true }) departments: number[];
}

export class ChangeMemberRequest {
  /** 1 active, 2 disabled, 4 not activated, 5 left. */
  @IsOptional() @IsIn([1, 2, 4, 5]) status?: MemberStatus;
  /** Another userid for the same person. */
  @IsOptional() @Matches(USER_ID) userId?: string;
}

export class CreateAppRequest {
  @IsString() @MinLength(1) @MaxLength(32) name: string;
  @IsOptional() @IsString() @MaxLength(120) description?: string;
  @ValidateNested() @Type(() => RangeDto) range: RangeDto;
}

export class ChangeAppRequest {
  @IsOptional() @IsBoolean() enabled?: boolean;
  /** Permission withdrawn for lack of use: 48006. */
  @IsOptional() @IsBoolean() inactive?: boolean;
  /** Host with port; WeCom's own would be without one. */
  @IsOptional() @IsArray() @IsString({ each: true }) trustedDomains?: string[];
  /** Empty: nobody may call. Take the list away with `anyIp`. */
  @IsOptional() @IsArray() @IsString({ each: true }) @ArrayMaxSize(120) trustedIps?: string[];
  @IsOptional() @IsBoolean() anyIp?: boolean;
  /** As for apps made before 2022-06-20: user/get gives mobile and e-mail. */
  @IsOptional() @IsBoolean() sensitiveFields?: boolean;
  @IsOptional() @IsArray() @IsString({ each: true }) miniProgramIds?: string[];
  /** Customised apps: 0 to be developed, 1 in development, 2 online, 3 online with an unpublished newer version. */
  @IsOptional() @IsIn([0, 1, 2, 3]) publishStatus?: 0 | 1 | 2 | 3;
  @IsOptional() @IsString() homeUrl?: string;
}

export class CallbackRequest {
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] }) url: string;
  @Matches(/^[A-Za-z0-9]{1,32}$/, { message: 'token must be 1 to 32 letters and digits' }) token: string;
  @Matches(/^[A-Za-z0-9]{43}$/, { message: 'encodingAesKey must be 43 letters and digits' }) encodingAesKey: string;
}

export class LicenceRequest {
  /** End of the free trial; a past one ends it now. */
  @IsOptional() @IsISO8601() trialEndsAt?: string;
  /** Members with a paid base account. */
  @IsOptional() @IsArray() @IsString({ each: true }) users?: string[];
}

export class CreateRobotRequest {
  @IsString() @MinLength(1) @MaxLength(32) name: string;
  @IsString() @MinLength(1) @MaxLength(64) groupName: string;
  @IsArray() @IsString({ each: true }) userIds: string[];
}

export class ChangeRobotRequest {
  @IsBoolean() enabled: boolean;
}

export class InstallRequest {
  /** Suite of an installation from the market or from the provider's page. */
  @IsOptional() @IsString() suiteId?: string;
  /** Given when it began on the provider's page: then the browser brings the auth_code and no create_auth is sent. */
  @IsOptional() @IsString() preAuthCode?: string;
  @IsOptional() @IsString() redirectUri?: string;
  @IsOptional() @Matches(/^[A-Za-z0-9]{0,128}$/) state?: string;
  /** Id of a customised link instead of a suite. */
  @IsOptional() @IsString() link?: string;
  @IsString() corpId: string;
  @IsOptional() @IsString() adminUserId?: string;
  /** Default: the whole corp. */
  @IsOptional() @ValidateNested() @Type(() => RangeDto) range?: RangeDto;
}

export class SuiteCallbackQuery {
  @IsIn(['callback', 'dataCallback']) which: 'callback' | 'dataCallback';
}

export class SignInRequestDto {
  @IsIn(['oauth', 'qr']) kind: 'oauth' | 'qr';
  @IsString() appid: string;
  @IsOptional() @IsString() agentid?: string;
  @IsString() redirectUri: string;
  @IsOptional() @IsString() scope?: string;
  @IsOptional() @IsString() state?: string;
}

export class CompleteSignInRequest extends SignInRequestDto {
  @IsString() corpId: string;
  @IsString() userId: string;
}
