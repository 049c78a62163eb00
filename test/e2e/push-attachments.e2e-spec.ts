import { WecomError, type WecomFault } from '#wecom';
import { authorizeAndBind, ADMINISTRATOR, ended, startTestApp, taskOf, type RecordJson, type TestApp } from '../support/test-app';

interface Upload {
  type?: string;
  file: { fileName: string; contentType: string; sizeBytes: number };
}

describe('pictures and files of a push', () => {
  let t: TestApp;
  let authorizationId: string;
  let uploads = 0;
  beforeAll(async () => {
    t = await startTestApp();
    authorizationId = await authorizeAndBind(t);
    t.wecom.answer('media/upload', () => ({ errcode: 0, type: 'image', media_id: `media-${(uploads += 1)}`, created_at: '1760000000' }));
    t.wecom.answer('media/uploadimg', () => ({ errcode: 0, url: 'https://wework.qpic.cn/picture-1' }));
  });
  afterAll(() => t.close());

  const run = async (templateKey: string): Promise<RecordJson> => {
    const { body } = await t.as(ADMINISTRATOR).post('/push/tasks').send(taskOf(authorizationId, { templateKey })).expect(201);
    const { body: started } = await t.as(ADMINISTRATOR).post(`/push/tasks/${(body as { id: string }).id}/run`).expect(202);
    return ended(t, (started as { recordId: string }).recordId);
  };
  const sent = (): Record<string, unknown> => JSON.parse((t.wecom.callsOf('message/send').at(-1)!.input as { body: string }).body) as Record<string, unknown>;
  const uploadsOf = (name: string): Upload[] => t.wecom.callsOf(name).map(({ input }) => input as Upload);

  it('uploads the picture before it sends the message that shows it', async () => {
    expect(await run('image-page')).toMatchObject({ state: 'sent' });
    expect(sent()).toMatchObject({ msgtype: 'image', image: { media_id: 'media-1' } });
    const [{ type, file }] = uploadsOf('media/upload');
    expect({ type, ...file }).toMatchObject({ type: 'image', contentType: 'image/png', fileName: expect.stringMatching(/\.png$/) as string });
    expect(file.sizeBytes).toBeGreaterThan(10_000);
  });

  it('uses the upload of the same picture again', async () => {
    const before = uploadsOf('media/upload').length;
    expect(await run('image-page')).toMatchObject({ state: 'sent' });
    expect(uploadsOf('media/upload')).toHaveLength(before);
  });

  it('uploads again when the life of a media id is nearly over', async () => {
    const before = uploadsOf('media/upload').length;
    t.clock.set(new Date(t.clock.now().getTime() + 61 * 3_600_000).toISOString());
    expect(await run('image-page')).toMatchObject({ state: 'sent' });
    expect(uploadsOf('media/upload')).toHaveLength(before + 1);
  });

  it('shows a picture in news by an address that WeCom gave', async () => {
    expect(await run('news-picture')).toMatchObject({ state: 'sent' });
    expect(sent()).toMatchObject({ msgtype: 'news', news: { articles: [{ picurl: 'https://wework.qpic.cn/picture-1' }] } });
  });

  it('sends a workbook as a file', async () => {
    expect(await run('file-xlsx')).toMatchObject({ state: 'sent' });
    expect(sent()).toMatchObject({ msgtype: 'file', file: { media_id: expect.stringMatching(/^media-/) as string } });
    expect(uploadsOf('media/upload').at(-1)).toMatchObject({ type: 'file', file: { fileName: expect.stringMatching(/\.xlsx$/) as string } });
  });

  describe('as its record shows them', () => {
    interface Files {
      items: { placeholder: string; fileName: string; contentType: string; sizeBytes: number; dataUrl?: string }[];
    }
    const pathOf = ({ id, messages: [message] }: RecordJson): string => `/push/records/${id}/messages/${message.id}/files`;
    const filesOf = async (record: RecordJson): Promise<Files['items']> => ((await t.as(ADMINISTRATOR).get(pathOf(record)).expect(200)).body as Files).items;
    const bytesIn = (dataUrl: string): Buffer => Buffer.from(dataUrl.split(',')[1], 'base64');
    const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

    it.each([
      ['image-page', (content: Record<string, { media_id?: string }>) => content.image.media_id],
      ['news-picture', (content: Record<string, { articles?: { picurl: string }[] }>) => content.news.articles?.[0].picurl],
    ])('shows the picture of %s in its place', async (templateKey, placeOf) => {
      const record = await run(templateKey);
      const [file, ...more] = await filesOf(record);
      expect(more).toEqual([]);
      expect(file).toMatchObject({ placeholder: placeOf(record.messages[0].content as never), contentType: 'image/png', fileName: expect.stringMatching(/\.png$/) as string });
      const bytes = bytesIn(file.dataUrl!);
      expect(bytes.subarray(0, 8)).toEqual(PNG);
      expect(bytes).toHaveLength(file.sizeBytes);
    });

    it('names a file, and holds its bytes back', async () => {
      const record = await run('file-xlsx');
      const [file, ...more] = await filesOf(record);
      expect(more).toEqual([]);
      expect(file).toEqual({
        placeholder: (record.messages[0].content as { file: { media_id: string } }).file.media_id,
        fileName: expect.stringMatching(/\.xlsx$/) as string, contentType: expect.stringContaining('spreadsheet') as string, sizeBytes: expect.any(Number) as number,
      });
    });

    it('has none of a text, and none of a message of another record', async () => {
      const [text, picture] = [await run('text-short'), await run('image-page')];
      expect(await filesOf(text)).toEqual([]);
      await t.as(ADMINISTRATOR).get(pathOf({ ...picture, id: text.id })).expect(404);
    });

    it('is told to nobody who may not see the record', async () => {
      const record = await run('image-page');
      await t.as({ userId: 'u7', projectRoles: { marketing: 'editor' } }).get(pathOf(record)).expect(404);
    });

    it('shows the picture for a month', async () => {
      const record = await run('image-page');
      t.clock.advance({ days: 31, minutes: -1 });
      await run('file-csv'); // each upload forgets what is over
      expect(await filesOf(record)).toHaveLength(1);
      t.clock.advance({ days: 1 });
      await run('file-csv');
      expect(await filesOf(record)).toEqual([]);
    });
  });

  const uploadFault = (fault: WecomFault, errcode?: number): WecomError => new WecomError(`media/upload: ${fault}`, { api: 'media/upload', fault, errcode });
  /** Nothing uploaded before may be used. */
  const forgetUploads = (): void => t.clock.advance({ hours: 73 });

  it('ends with what WeCom says of a file that it will never take', async () => {
    forgetUploads();
    t.wecom.answerNext('media/upload', uploadFault('content', 45001));
    const before = t.wecom.callsOf('message/send').length;
    const record = await run('file-pdf');
    expect(record).toMatchObject({ state: 'failed', reason: { code: 'MEDIA_REFUSED' } });
    expect(record.reason?.text).toContain('WeCom code 45001: 媒体文件过大');
    expect(t.wecom.callsOf('message/send').slice(before).filter(({ input }) => (input as { body: string }).body.includes('"msgtype":"file"'))).toEqual([]);
  });

  it.each([['is busy', uploadFault('busy', -1)], ['was not reached', uploadFault('unreachable')], ['did not answer in time', uploadFault('unknown_outcome')]])(
    'tries again when WeCom %s',
    async (_what, fault) => {
      forgetUploads();
      const before = uploadsOf('media/upload').length;
      t.wecom.answerNext('media/upload', fault);
      expect(await run('file-csv')).toMatchObject({ state: 'sent', reason: null });
      expect(uploadsOf('media/upload')).toHaveLength(before + 2);
    },
  );

  describe('when WeCom refuses a message for its media id', () => {
    const refused = new WecomError('message/send: invalid media_id', { api: 'message/send', fault: 'content', errcode: 40007 });
    const bodies = (before: number): Record<string, unknown>[] => t.wecom.callsOf('message/send').slice(before).map(({ input }) => JSON.parse((input as { body: string }).body) as Record<string, unknown>).filter(({ msgtype }) => msgtype === 'file');

    it('uploads the file anew, and sends the same but for the id once more', async () => {
      forgetUploads();
      const [sends, before] = [t.wecom.callsOf('message/send').length, uploadsOf('media/upload').length];
      t.wecom.answerNext('message/send', refused);
      const record = await run('file-pdf');
      expect(record).toMatchObject({ state: 'sent', counts: { sent: 2, rejected: 0 }, calls: [{ state: 'sent', attempts: 1 }] });
      expect(uploadsOf('media/upload')).toHaveLength(before + 2);
      const [first, second, ...more] = bodies(sends);
      expect(more).toEqual([]);
      expect(second).toEqual({ ...first, file: { media_id: expect.stringMatching(/^media-/) as string } });
      expect(second.file).not.toEqual(first.file);
    });

    it('waits with it while WeCom cannot take the file', async () => {
      forgetUploads();
      const sends = t.wecom.callsOf('message/send').length;
      t.wecom.answerNext('message/send', refused);
      t.wecom.answerNext('media/upload', { errcode: 0, type: 'file', media_id: 'media-old', created_at: '1760000000' });
      t.wecom.answerNext('media/upload', uploadFault('busy', -1));
      expect(await run('file-csv')).toMatchObject({ state: 'sent', calls: [{ state: 'sent', attempts: 2 }] });
      // The call that waited begins with the old text, and is refused no more in this test.
      expect(bodies(sends)).toHaveLength(2);
    });

    it('lets the refusal stand when the new id is refused as well', async () => {
      forgetUploads();
      const sends = t.wecom.callsOf('message/send').length;
      t.wecom.answerNext('message/send', refused);
      t.wecom.answerNext('message/send', refused);
      expect(await run('file-xlsx')).toMatchObject({ state: 'failed', reason: { code: 'WECOM_REFUSED_CONTENT' }, calls: [{ state: 'refused', attempts: 1 }] });
      expect(bodies(sends)).toHaveLength(2);
    });
  });
});
