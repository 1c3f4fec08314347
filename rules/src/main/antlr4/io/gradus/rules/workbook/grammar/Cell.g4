// What people write in the cells of number and day columns, in English and Chinese. The text comes normalised: full-width
// characters are half-width, Chinese numerals are digits, and the column's own field is x. Ends are read by the Civil Code of
// the PRC, art. 1259: 以上, 以下, 以内 include the number, 不满, 不足, 超过, 以外 exclude it.
grammar Cell;

options { caseInsensitive = true; }

cell
    : MISSING EOF                                                   # missing
    | PRESENT EOF                                                   # present
    | SUBJECT? (NOT | EQUAL)? quantity (separator quantity)* EOF    # values
    | SUBJECT? bound EOF                                            # bounded
    | SUBJECT? bound AND? SUBJECT? bound EOF                        # both
    | end comparison SUBJECT comparison end EOF                     # chain
    | opening quantity (DOTS | COMMA | ';' | TO | MINUS) quantity closing EOF # interval
    | end (TO | MINUS | DOTS) end BETWEEN_END? EOF                  # span
    | BETWEEN end (AND | TO | MINUS | DOTS) end BETWEEN_END? EOF    # span
    ;

bound : comparison end | end side mark? ;
end : quantity (mark unit?)? ;

comparison : GE | GT | LE | LT | SINCE | AFTER | BEFORE ;
side : OR_MORE | OR_LESS | BEYOND ;
mark : INCLUDED | EXCLUDED | '(' (HOLDING | LACKING) quantity ')' ;
opening : '[' | '(' ;
closing : ']' | ')' ;
separator : COMMA | '、' | ';' | OR ;

quantity : DAY | HALF_YEAR | currency? sign? NUMBER MULTIPLIER? unit? ;
unit : PERCENT | TENTHS | currency | UNIT | WORD ;
currency : CURRENCY | FOREIGN ;
sign : MINUS | '+' ;

INCLUDED : '(' S? ('含' | '包含' | '含本数' | '含本數' | '包括' | 'incl' '.'? | 'inclusive' | 'included' | 'including') S? ')' ;
EXCLUDED : '(' S? ('不含' | '不包含' | '不含本数' | '不含本數' | '不包括' | 'excl' '.'? | 'exclusive' | 'excluded' | 'excluding') S? ')' ;
HOLDING : '含' | '包含' | '包括' | 'incl' '.'? | 'including' ;
LACKING : '不含' | '不包含' | '不包括' | 'excl' '.'? | 'excluding' ;

GE : '>=' | '=>' | 'at' S 'least' | 'no' S 'less' S 'than' | 'not' S 'less' S 'than'
   | '至少' | '最少' | '最低' | '不少于' | '不少於' | '不低于' | '不低於' | '不小于' | '不小於' | '大于等于' | '大於等於' | '大于或等于' | '大於或等於'
   | '满' | '滿' | '达' | '達' | '达到' | '達到' ;
LE : '<=' | '=<' | 'at' S 'most' | 'no' S 'more' S 'than' | 'not' S 'more' S 'than' | 'up' S 'to'
   | '至多' | '最多' | '最高' | '不超过' | '不超過' | '不多于' | '不多於' | '不高于' | '不高於' | '不大于' | '不大於' | '小于等于' | '小於等於'
   | '小于或等于' | '小於或等於' ;
GT : '>' | 'more' S 'than' | 'greater' S 'than' | 'over' | 'above'
   | '超过' | '超過' | '大于' | '大於' | '高于' | '高於' | '多于' | '多於' ;
LT : '<' | 'less' S 'than' | 'fewer' S 'than' | 'under' | 'below'
   | '不足' | '不满' | '不滿' | '未满' | '未滿' | '不到' | '小于' | '小於' | '低于' | '低於' | '少于' | '少於' ;
SINCE : 'since' | 'from' | '自' ;
AFTER : 'after' | '晚于' | '晚於' ;
BEFORE : 'before' | '早于' | '早於' ;

OR_MORE : ('or' | 'and') S ('more' | 'above' | 'over' | 'higher' | 'greater' | 'up') | [及或]? '以上' | '起' ;
OR_LESS : ('or' | 'and') S ('less' | 'fewer' | 'below' | 'under' | 'lower') | [及或]? ('以下' | '以内' | '以內') ;
BEYOND : '以外' | '之外' ;

MISSING : 'missing' | 'empty' | '空' | '缺失' | '无值' | '無值' ;
PRESENT : 'present' | 'not' S ('missing' | 'empty') | '非' S? '空' | '有值' ;
NOT : 'not' | '!=' | '<>' | '非' | '不是' | '不等于' | '不等於' ;
EQUAL : '=' | '==' | 'equals' | 'equal' S 'to' | 'exactly' | '等于' | '等於' | '正好' | '恰好' ;
SUBJECT : 'x' ;
COMMA : ',' ;
OR : 'or' | '或' ;
AND : 'and' | '和' | '与' | '與' | '且' | '并且' | '並且' | '而且' | '&' '&'? ;
BETWEEN : 'between' | '介于' | '介於' ;
BETWEEN_END : '之间' | '之間' ;
TO : '~' | '〜' | '–' | '—' | '至' | '到' | 'to' ;
DOTS : '..' ;
MINUS : '-' ;
PERCENT : '%' | 'percent' | 'per' S 'cent' ;
TENTHS : '成' ;
CURRENCY : '¥' | '元' | '圆' | '圓' | '人民币' | '人民幣' | 'yuan' | 'cny' | 'rmb' | '块' | '塊' ;
FOREIGN : 'us$' | 'hk$' | 'nt$' | [\p{Sc}] | '美元' | '美金' | '欧元' | '歐元' | '港元' | '港币' | '港幣' | '台币' | '臺幣' | '新台币' | '新臺幣' | '日元' | '日圆' | '日圓' | '円'
   | '英镑' | '英鎊' | '韩元' | '韓元' | 'usd' | 'eur' | 'twd' | 'ntd' | 'hkd' | 'jpy' | 'gbp' | 'krw' | 'sgd' | 'aud' | 'cad' | 'chf' | 'inr'
   | 'dollar' 's'? | 'euro' 's'? | 'pound' 's'? | 'yen' ;
MULTIPLIER : '千' | '万' | '萬' | '百万' | '百萬' | '亿' | '億' | 'thousand' | 'million' ;
DAY : [0-9] [0-9] [0-9] [0-9] (('-' | '/') [0-9] [0-9]? ('-' | '/') [0-9] [0-9]? | '年' [0-9] [0-9]? '月' [0-9] [0-9]? '日') ;
NUMBER
    : [0-9] [0-9]? [0-9]? ((',' GROUP)+ | (' ' GROUP)+ | ('\'' GROUP)+) ('.' [0-9]+)?
    | [0-9]+ ('.' [0-9]+)?
    | '.' [0-9]+
    ;
HALF_YEAR : '半年' | 'half' S 'a' S 'year' ;
UNIT : '小时' | '小時' | '岁' | '歲' | '天' | '日' | '周' | '週' | '星期' | '个月' | '個月' | '月' | '季度' | '年' | '单' | '單' | '笔' | '筆' | '次' | '倍' | '分' | '点' | '點' | '名' | '位' ;
WORD : [a-z]+ ;
SPACE : S -> skip ;
OTHER : . ;

fragment GROUP : [0-9] [0-9] [0-9] ;
fragment S : [ \t\u00a0\u3000]+ ;
