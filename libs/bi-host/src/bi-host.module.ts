import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { BrowseHostService } from './application/browse-host.service';
import { HostController } from './http/host.controller';
import { PermissionCheck } from './http/permission-check';

/** Browsing the host under `/push/host`. The three ports must be there: the push module's `host` makes them global. */
@Module({ imports: [DiscoveryModule], controllers: [HostController], providers: [BrowseHostService, PermissionCheck] })
export class BiHostModule {}
