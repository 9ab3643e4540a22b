/** A trade of the invented city: how many firms follow it, and how large and how inventive they tend to be. */
export interface FirmTrade {
  /** Out of a hundred firms. */
  readonly weight: number;
  readonly codes: readonly string[];
  /** What stands in the names of such firms. */
  readonly words: readonly string[];
  /** Staff of the firm in the middle. */
  readonly staff: number;
  /** Revenue a head in a year, yuan. */
  readonly revenuePerHead: number;
  /** How many of its firms do research, of 1. */
  readonly inventive: number;
  /** How many are individual businesses, of 1. */
  readonly soleTraders: number;
}

/** The trades, as a city in the middle of the country might have them. Weights add up to 100. */
export const firmTrades: readonly FirmTrade[] = [
  {
    weight: 4,
    codes: ['A0141', 'A0111', 'A0313', 'A0411'],
    words: ['种植', '农业', '生态农业', '养殖'],
    staff: 9,
    revenuePerHead: 180_000,
    inventive: 0.04,
    soleTraders: 0.15,
  },
  {
    weight: 4,
    codes: ['C1311', 'C1353', 'C1421', 'C1441'],
    words: ['食品', '粮油', '乳业', '肉制品'],
    staff: 24,
    revenuePerHead: 620_000,
    inventive: 0.14,
    soleTraders: 0.2,
  },
  {
    weight: 6,
    codes: ['C1811', 'C2110', 'C2319', 'C2927', 'C3311', 'C3389'],
    words: ['服饰', '家具', '包装', '塑业', '金属制品', '五金制品'],
    staff: 26,
    revenuePerHead: 450_000,
    inventive: 0.15,
    soleTraders: 0.15,
  },
  {
    weight: 10,
    codes: [
      'C3484',
      'C3489',
      'C3525',
      'C3599',
      'C3670',
      'C3824',
      'C3841',
      'C3961',
      'C3985',
      'C4016',
      'C2770',
      'C2651',
    ],
    words: ['精密机械', '模具', '智能装备', '汽车零部件', '电气', '电子材料', '仪器仪表', '新材料'],
    staff: 45,
    revenuePerHead: 560_000,
    inventive: 0.5,
    soleTraders: 0.02,
  },
  {
    weight: 8,
    codes: ['E4710', 'E4790', 'E4910', 'E5011'],
    words: ['建筑工程', '建设', '机电安装', '装饰工程'],
    staff: 22,
    revenuePerHead: 700_000,
    inventive: 0.08,
    soleTraders: 0.08,
  },
  {
    weight: 11,
    codes: ['F5111', 'F5137', 'F5171', 'F5179'],
    words: ['商贸', '贸易', '机电设备', '供应链'],
    staff: 6,
    revenuePerHead: 1_700_000,
    inventive: 0.02,
    soleTraders: 0.25,
  },
  {
    weight: 18,
    codes: ['F5211', 'F5219', 'F5231', 'F5241', 'F5242', 'F5271', 'F5281', 'F5283', 'F5292'],
    words: ['百货', '便利店', '布艺', '文具', '体育用品', '家电', '五金', '家居', '电子商务'],
    staff: 4,
    revenuePerHead: 480_000,
    inventive: 0.01,
    soleTraders: 0.65,
  },
  {
    weight: 5,
    codes: ['G5431', 'G5910', 'G5990'],
    words: ['物流', '运输', '仓储'],
    staff: 14,
    revenuePerHead: 420_000,
    inventive: 0.02,
    soleTraders: 0.3,
  },
  {
    weight: 10,
    codes: ['H6110', 'H6121', 'H6210', 'H6220', 'H6231'],
    words: ['酒店', '宾馆', '餐饮', '小吃', '茶馆'],
    staff: 6,
    revenuePerHead: 160_000,
    inventive: 0,
    soleTraders: 0.72,
  },
  {
    weight: 7,
    codes: ['I6511', 'I6513', 'I6531', 'I6540', 'I6550', 'I6490'],
    words: ['软件', '信息技术', '智能科技', '网络科技', '数据服务'],
    staff: 15,
    revenuePerHead: 380_000,
    inventive: 0.6,
    soleTraders: 0,
  },
  {
    weight: 2,
    codes: ['K7020', 'K7030', 'K7040'],
    words: ['物业服务', '房产经纪', '资产管理'],
    staff: 12,
    revenuePerHead: 200_000,
    inventive: 0,
    soleTraders: 0.1,
  },
  {
    weight: 5,
    codes: ['L7111', 'L7224', 'L7231', 'L7259', 'L7271', 'L7291', 'L7299'],
    words: ['租赁', '供应链管理', '咨询', '广告', '保安服务', '旅行社', '企业服务'],
    staff: 8,
    revenuePerHead: 260_000,
    inventive: 0.03,
    soleTraders: 0.2,
  },
  {
    weight: 4,
    codes: ['M7320', 'M7340', 'M7452', 'M7461', 'M7481', 'M7491', 'M7512'],
    words: ['工程技术', '医药科技', '检测', '环境监测', '工程咨询', '工业设计', '生物技术'],
    staff: 14,
    revenuePerHead: 360_000,
    inventive: 0.5,
    soleTraders: 0,
  },
  {
    weight: 1,
    codes: ['N7721', 'N7724', 'N7820'],
    words: ['水务', '环保', '环境服务'],
    staff: 30,
    revenuePerHead: 330_000,
    inventive: 0.2,
    soleTraders: 0,
  },
  {
    weight: 3,
    codes: ['O8010', 'O8040', 'O8111'],
    words: ['家庭服务', '美发', '汽车维修'],
    staff: 4,
    revenuePerHead: 130_000,
    inventive: 0,
    soleTraders: 0.75,
  },
  {
    weight: 2,
    codes: ['P8310', 'P8391', 'Q8421', 'Q8423', 'Q8425', 'R8810', 'R9012'],
    words: ['幼儿园', '职业培训', '社区卫生服务站', '卫生院', '门诊部', '文化传媒', '电玩'],
    staff: 11,
    revenuePerHead: 210_000,
    inventive: 0,
    soleTraders: 0.05,
  },
];
