export const phone = {
  label: '手机上看到的样子',
  unsupported: '暂不能预览 {{type}} 类型的消息',
  cardButton: '详情',
};
