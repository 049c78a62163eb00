import type { Messages } from '../zh-CN';

export const phone: Messages['phone'] = {
  label: 'As it looks on the phone',
  unsupported: 'Messages of type {{type}} cannot be shown yet',
  cardButton: 'Details',
  picture: 'Picture {{name}}',
  keepPicture: 'Download the picture',
  pictureAlone: 'Picture',
  pictureNotKept: 'Pictures are kept for 31 days; this one is gone',
  pictureTooLarge: 'The picture is too large to be shown here',
  file: 'File',
  fileSize: '{{kb}} KB',
  fileNotKept: 'Not kept here',
};
