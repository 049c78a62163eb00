import { Body, HttpCode, Post } from '@nestjs/common';
import { DomainError } from '#kernel';
import { Platform } from '../domain/platform';
import { SignIn, SignInRefusedError, type SignInRequest } from '../domain/sign-in';
import { CompleteSignInRequest, SignInRequestDto } from './admin.dto';
import { Finders } from './finders';
import { SandboxController } from './sandbox-controller';
import { corpView } from './views';

class SignInDeniedError extends DomainError {
  readonly code = 'SIGN_IN_REFUSED';
  readonly kind = 'invalid';
}

const requestOf = ({ kind, appid, agentid, redirectUri, scope = 'snsapi_base', state = '' }: SignInRequestDto): SignInRequest => ({ kind, appid, agentid, redirectUri, scope, state });

/** What the sign-in pages ask. */
@SandboxController('sign-in')
export class SignInController {
  private readonly find: Finders;

  constructor(
    private readonly platform: Platform,
    private readonly signIn: SignIn,
  ) {
    this.find = new Finders(platform);
  }

  @Post('check')
  @HttpCode(200)
  check(@Body() body: SignInRequestDto): object {
    return refused(() => {
      const { appName, corpIds } = this.signIn.check(requestOf(body));
      return { appName, corps: corpIds.map((corpId) => corpView(this.platform.corp(corpId)!)) };
    });
  }

  /** @returns where the browser goes */
  @Post()
  @HttpCode(200)
  complete(@Body() body: CompleteSignInRequest): object {
    const member = this.find.member(body.corpId, body.userId);
    return refused(() => ({ redirect: this.signIn.complete(requestOf(body), member) }));
  }
}

function refused<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof SignInRefusedError) throw new SignInDeniedError(`${error.errcode}: ${error.message}`, { errcode: error.errcode });
    throw error;
  }
}
