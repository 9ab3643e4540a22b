/**
 * Instructions to the assistant, in a question or hidden in a document. They are never followed: a question with one is
 * refused, a document's sentence with one is neither quoted nor given to a model (OWASP LLM01, prompt injection).
 */

const prompts: readonly RegExp[] = [
  /(?:提示词|系统(?:指令|提示|设定|消息)|初始(?:指令|设定|提示)|预设(?:指令|提示|词)|隐藏(?:指令|规则)|内部(?:指令|规则|设定)|(?:你|开发者)(?:的|给你的)?(?:指令|设定|人设|规则|配置|底层规则|原始设定|开场设定)(?:是|有|都|内容|全文|原文|发|说|给|打印|输出|写|复述|是什么|[？?]|$))/,
  /(?:复述|重复|打印|输出|显示|背(?:诵|出来)|泄露|公开|翻译|总结|念|告诉我|说出|写出|列出|贴出).{0,10}(?:你收到的|上面的|以上的?|最开始的?|第一条|之前的?|开头的?).{0,8}(?:指令|内容|消息|文字|话|规则|对话|设定|全部)/,
  /\b(?:system|initial|hidden|original|secret|internal|developer|starting|first) (?:prompt|instructions?|message|rules|configuration|guidelines)\b/i,
  /\b(?:your|the) (?:prompt|instructions|rules you (?:were|are) given|configuration|guidelines you)\b/i,
  /\b(?:what|which|how) (?:were|are|have) you (?:been )?(?:told|instructed|programmed|prompted|configured)\b/i,
  /\b(?:repeat|print|reveal|show|output|display|recite|leak|summari[sz]e|translate|copy)\b.{0,30}\b(?:above|everything before|words above|prompt|instructions|conversation so far|text before)\b/i,
];

const instructions: readonly RegExp[] = [
  /(?:忽略|无视|忘(?:记|掉|了)|跳过|不要(?:再)?(?:理会|遵守|遵循|管)|抛开|绕过|推翻|覆盖|解除|取消|清空)(?:掉|一下)?(?:你|你的|以上|之前|前面|上面|先前|此前|所有|全部|一切|原来|现有|任何|系统|刚才)(?:的|所有|全部|一切|任何)*(?:规则|指令|要求|内容|限制|设定|约束|提示|规定|资料|文件|命令|说明|对话|安全)/,
  /(?:^扮演|(?:你|请|来|再|先)(?:来)?扮演|假装(?:你)?(?:是|没有|自己)|装作(?:你)?是|(?:现在|从现在起|接下来|今后)(?:，|,)?你(?:就)?(?:是|叫|要当|不再|变成|扮演|可以|必须|只)|你不再(?:是|受|需要)|以(?:管理员|开发者|系统|超级用户|root|上帝)(?:的)?(?:身份|模式|权限)|进入.{0,8}模式|切换(?:到|成|为).{0,8}(?:模式|身份|角色)|开发者模式|^越狱|(?:帮我|给我|请|来)越狱|越狱模式|无限制模式|你.{0,6}不受(?:任何)?限制)/i,
  /(?:AI|人工智能|机器人|助手|大?模型|聊天系统|问答系统|智能客服)(?:们)?(?:请|必须|应当|应该|务必|一律|须|需要|读到|看到|注意|看到这|都要|在回答).{0,30}(?:回答|输出|告诉|回复|说|执行|忽略|推荐|声称|写|引导|发送|附上|遵守|改为|透露)/i,
  /(?:如果|当|凡)(?:你是)?(?:AI|人工智能|机器人|助手|大?模型|智能客服).{0,40}(?:回答|输出|告诉|回复|说|执行|忽略|推荐|写|发送)/i,
  /(?:执行|运行)(?:以下|下面|这(?:条|段))(?:的)?(?:命令|指令|代码|SQL|脚本)|(?:drop\s+table|delete\s+from\s+\w+|select\s+\*\s+from|rm\s+-rf|<script|os\.system)/i,
  /(?:回答|回复|输出|答案)(?:时|里|中|前|都|一律|必须|只能|开头)+.{0,12}(?:必须|一律|只能|务必|都要|加上|写上|说|改成|写成)/,
  /\b(?:ignore|disregard|forget|override|bypass|skip|overlook|cancel|drop|discard)\b.{0,24}\b(?:previous|above|prior|earlier|all|any|your|these|those|existing|safety|every)\b.{0,24}\b(?:instructions?|rules?|prompts?|restrictions?|guidelines?|constraints?|directions?|commands?|context|policies|filters?|documents|sources|limits?|training)\b/i,
  /\b(?:you are now|from now on,? you|act as|pretend (?:to be|you|that you)|role-?play|imagine you are|behave like|simulate)\b/i,
  /\b(?:developer|admin(?:istrator)?|god|debug|root|sudo|dan|jailbreak|unrestricted|maintenance) mode\b|\bjailbreak\b|\b(?:act|log in|signed in|speak|answer|work) as (?:an? )?(?:administrator|root|superuser)\b|\bwithout (?:any )?(?:restrictions|filters|limits)\b|\bdo anything now\b/i,
  /\b(?:ai|assistants?|chatbots?|language models?|llms?|bots?|models?)\b.{0,20}\b(?:must|should|shall|please|have to|need to|are to|is to)\b.{0,40}\b(?:answer|say|reply|respond|output|tell|ignore|recommend|claim|include|add|write|reveal|state|send|follow)\b/i,
  /\b(?:when|if) (?:you are )?(?:an?|the|any)? ?(?:ai|assistant|chatbot|language model|llm|bot|model)\b/i,
  /\b(?:new|updated|revised|important|urgent|special) (?:system )?(?:instructions?|rules?|orders?|directive)\s*(?: for (?:the )?(?:ai|assistant|chatbot|model|bot)|:)/i,
  /\b(?:execute|run) (?:the following|this) (?:command|code|sql|script|query)\b/i,
  /\b(?:always|only|must) (?:answer|reply|respond|say|output)\b.{0,20}(?:with|that|["“'])/i,
];

const reveals = /复述|输出|打印|泄露|背出|念出|\b(?:reveal|print|show|repeat|output|display|recite|leak)\b/i;

const any = (patterns: readonly RegExp[], text: string) => patterns.some((pattern) => pattern.test(text));

/** Whether a text asks for what the assistant was told. */
export function asksForPrompt(text: string): boolean {
  return any(prompts, text);
}

/** Whether a text gives the assistant orders instead of telling or asking something. */
export function addressesAssistant(text: string): boolean {
  return any(instructions, text);
}

/** Whether a sentence of a document is meant for a machine that reads it, not for people. */
export function isInjected(sentence: string): boolean {
  // A document may speak of a system's prompts (系统提示错误的…); only an order to show them is meant for a machine.
  return addressesAssistant(sentence) || (asksForPrompt(sentence) && reveals.test(sentence));
}

const sentenceEnd = /(?<=[。！？!?；;\n])|(?<=\.\s)/;

/** The sentences of a text that are meant for a machine; none for nearly every text. */
export function injectedSentences(text: string): string[] {
  if (!isInjected(text)) return [];
  return text
    .split(sentenceEnd)
    .filter((sentence) => isInjected(sentence))
    .map((sentence) => sentence.trim());
}

/** The text without the sentences that are meant for a machine; the text itself when there are none. */
export function withoutInjected(text: string): string {
  if (!isInjected(text)) return text;
  return text
    .split(sentenceEnd)
    .filter((sentence) => !isInjected(sentence))
    .join('');
}
