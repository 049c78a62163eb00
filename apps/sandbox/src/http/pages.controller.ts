import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Platform } from '../domain/platform';
import { SignIn, SignInRefusedError } from '../domain/sign-in';
import { setPageHeaders } from './page-headers';
import { publicFolder } from './public-folder';

const PERSON_COOKIE = /(?:^|;\s*)sandbox_person=([^;]+)/;

/** The pages that WeCom itself shows under addresses of its own. The bodies are static; their scripts read the address. */
@Controller()
export class PagesController {
  constructor(
    private readonly platform: Platform,
    private readonly signIn: SignIn,
  ) {}

  /** Silent inside WeCom: whoever holds the phone page is known, and the browser goes on at once. */
  @Get('connect/oauth2/authorize')
  authorize(@Query() query: Record<string, string>, @Req() request: Request, @Res() response: Response): void {
    const [corpId, userId] = decodeURIComponent(PERSON_COOKIE.exec(request.headers.cookie ?? '')?.[1] ?? '').split('/');
    const member = corpId && userId ? this.platform.corp(corpId)?.member(userId) : undefined;
    if (member) {
      try {
        const { appid = '', agentid, redirect_uri: redirectUri = '', scope = 'snsapi_base', state = '' } = query;
        response.redirect(302, this.signIn.complete({ kind: 'oauth', appid, agentid, redirectUri, scope, state }, member));
        return;
      } catch (error) {
        if (!(error instanceof SignInRefusedError)) throw error; // the page says what is wrong
      }
    }
    this.page(response, 'sign-in.html');
  }

  @Get(['wwlogin/sso/login', 'wwopen/sso/qrConnect'])
  qrLogin(@Res() response: Response): void {
    this.page(response, 'sign-in.html');
  }

  @Get('3rdapp/install')
  install(@Res() response: Response): void {
    this.page(response, 'install.html');
  }

  private page(response: Response, name: string): void {
    setPageHeaders(response);
    response.sendFile(name, { root: publicFolder(), cacheControl: false });
  }
}
