namespace PalmAssistant.Language;

/// <summary>What a word of grammar does in a question.</summary>
internal enum Role
{
    Filler,         // 的 了 请 一下: says nothing that a plan could hold
    Possessive,     // 的: closes an attribute
    Have,           // 有 是 为
    Comma, Enumerate, Stop, Question,
    Both,           // 且 又 并且
    Either,         // 或者
    Join,           // 和 跟 与
    Not,            // 不是 没有 非
    NotThose,       // 除外, 不算: denies what stands before
    Except, ExceptEnd,
    Narrow,         // 其中 里面 他们
    Inside,         // 里 中 当中
    HowMany,        // 多少 几个; argument: the measure word
    Which,          // 哪个 哪些
    Who,            // 谁
    What,
    List,           // 名单 列出
    LookUp,         // 查一下
    Whether,        // 有没有
    By,             // 按
    Each,           // 各 每个
    ByTail,         // 分 统计
    Respectively,   // 各多少 分别
    Total,          // 一共 合计
    Most,           // argument: max or min
    Much,           // 哪个小区人多
    Order,          // 排名
    First, Last,    // 前 倒数
    ShareOf,        // 占
    Share,          // 比例
    Average, Sum,
    Comparing,      // 跟…比; argument: month (环比), year (同比) or empty
    Change,         // 多了多少, 新增; argument: gained or empty
    Trend,          // 趋势
    Step,           // 按月
    DayMark,        // 10月底, 截至9月: the day itself is meant
    Day,            // 去年同期, 上月底; argument: which
    MoreBy,         // 多多少, 差多少; argument: the measure word
    Kinds,          // 各类, 哪种: by the kind of what follows
    FollowUp,       // 呢
    Then,           // 那
    Switch,         // 换成
    Only,           // 只看
    Drop,           // 不要
    Add,            // 再加上
    Previous,       // 上一个结果
    To,             // 1号楼到3号楼
    Others,         // 其他社区; argument: the level
    There,          // 那里: where was spoken of
    Home,           // 咱社区; argument: level or empty
    Still,          // 还在
    Already,        // 已经
    Future,         // 到期: dates run forward
    About,          // 左右: what cannot be compared exactly
    Trade,          // 做餐饮的, 开超市的
    Policy,         // 怎么申请, 标准: a question about rules, not figures
    Chat,           // 你好
    Called,         // 叫
    OrMore,         // 本科及以上; argument: the comparison
    Overlap,        // 重叠的: both hold of the same ones
    Draw,           // 每月领三千以上养老金: said of the amount that follows
    Times,          // 几倍
    Beyond,         // 高于本科
}
