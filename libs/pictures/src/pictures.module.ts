import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { Pictures } from './application/pictures.service';
import { PICTURES_OPTIONS, type PicturesOptions } from './pictures.options';

export interface PicturesModuleOptions {
  imports: NonNullable<DynamicModule['imports']>;
  inject: unknown[];
  useFactory: (...dependencies: never[]) => PicturesOptions;
}

@Module({})
export class PicturesModule {
  static registerAsync({ imports, inject, useFactory }: PicturesModuleOptions): DynamicModule {
    return { module: PicturesModule, imports, providers: [{ provide: PICTURES_OPTIONS, inject, useFactory } as Provider, Pictures], exports: [Pictures] };
  }
}
