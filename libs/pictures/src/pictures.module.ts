import { Module, type DynamicModule } from '@nestjs/common';
import { Pictures } from './application/pictures.service';
import { PICTURES_OPTIONS, type PicturesOptions } from './pictures.options';

@Module({})
export class PicturesModule {
  static register(options: PicturesOptions = {}): DynamicModule {
    return { module: PicturesModule, providers: [{ provide: PICTURES_OPTIONS, useValue: options }, Pictures], exports: [Pictures] };
  }
}
