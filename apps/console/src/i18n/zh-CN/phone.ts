export const phone = {
  label: '手机上看到的样子',
  unsupported: '暂不能预览 {{type}} 类型的消息',
  cardButton: '详情',
  picture: '图片 {{name}}',
  keepPicture: '下载图片',
  pictureAlone: '图片',
  pictureNotKept: '图片保留 31 天，这张已不再留存',
  pictureTooLarge: '图片较大，这里不显示',
  file: '文件',
  fileSize: '{{kb}} KB',
  fileNotKept: '这里没有留存',
};
