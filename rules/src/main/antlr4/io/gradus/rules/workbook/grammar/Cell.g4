// What people write in the cells of number and day columns, in English and Chinese. The text comes normalised: full-width
// characters are half-width. Ends are read by the Civil Code of the PRC, art. 1259: 以上, 以下, 以内 include the number, 不满, 不足,
// 超过, 以外 exclude it.
grammar Cell;

options { caseInsensitive = true; }

cell
    : MISSING EOF                                        # missing
    | PRESENT EOF                                        # present
    | NOT? quantity (SEPARATOR quantity)* EOF            # values
    | comparison quantity mark? EOF                      # compared
    | quantity mark? side mark? EOF                      # sided
    | opening quantity DOTS quantity closing EOF         # interval
    | quantity mark? (TO | MINUS | DOTS) quantity mark? EOF # span
    ;

comparison : GE | GT | LE | LT ;
side : OR_MORE | OR_LESS | BEYOND ;
mark : INCLUDED | EXCLUDED ;
opening : '[' | '(' ;
closing : ']' | ')' ;

quantity : DAY | CURRENCY? sign? NUMBER MULTIPLIER? unit? ;
unit : PERCENT | CURRENCY | UNIT | WORD ;
sign : MINUS | '+' ;

INCLUDED : '(' S? ('含' | '包含' | '含本数' | '含本數' | '包括' | 'incl' '.'? | 'inclusive' | 'included' | 'including') S? ')' ;
EXCLUDED : '(' S? ('不含' | '不包含' | '不含本数' | '不含本數' | '不包括' | 'excl' '.'? | 'exclusive' | 'excluded' | 'excluding') S? ')' ;

GE : '>=' | '=>' | 'at' S 'least' | 'no' S 'less' S 'than' | 'not' S 'less' S 'than'
   | '至少' | '最少' | '不少于' | '不少於' | '不低于' | '不低於' | '不小于' | '不小於' | '大于等于' | '大於等於' ;
LE : '<=' | '=<' | 'at' S 'most' | 'no' S 'more' S 'than' | 'not' S 'more' S 'than' | 'up' S 'to'
   | '至多' | '最多' | '不超过' | '不超過' | '不多于' | '不多於' | '不高于' | '不高於' | '不大于' | '不大於' | '小于等于' | '小於等於' ;
GT : '>' | 'more' S 'than' | 'greater' S 'than' | 'over' | 'above'
   | '超过' | '超過' | '大于' | '大於' | '高于' | '高於' | '多于' | '多於' ;
LT : '<' | 'less' S 'than' | 'fewer' S 'than' | 'under' | 'below'
   | '不足' | '不满' | '不滿' | '小于' | '小於' | '低于' | '低於' | '少于' | '少於' ;

OR_MORE : ('or' | 'and') S ('more' | 'above' | 'over') | [及或]? '以上' ;
OR_LESS : ('or' | 'and') S ('less' | 'fewer' | 'below' | 'under') | [及或]? ('以下' | '以内' | '以內') ;
BEYOND : '以外' | '之外' ;

MISSING : 'missing' | 'empty' | '空' | '缺失' | '无值' | '無值' ;
PRESENT : 'present' | 'not' S ('missing' | 'empty') | '非空' | '有值' ;
NOT : 'not' | '!=' | '<>' | '非' | '不是' | '不等于' | '不等於' ;
SEPARATOR : ',' | '、' | ';' | 'or' | '或' ;
TO : '~' | '〜' | '–' | '—' | '至' | '到' | 'to' ;
DOTS : '..' ;
MINUS : '-' ;
PERCENT : '%' ;
CURRENCY : '¥' | '$' | '€' | '元' | '圆' | '圓' | '人民币' | '人民幣' | 'yuan' | 'cny' | 'rmb' | 'usd' | 'eur' | 'twd' | 'hkd' | '块' | '塊' ;
MULTIPLIER : '千' | '万' | '萬' | '百万' | '百萬' | '亿' | '億' | 'thousand' | 'million' ;
DAY : [0-9] [0-9] [0-9] [0-9] (('-' | '/') [0-9] [0-9]? ('-' | '/') [0-9] [0-9]? | '年' [0-9] [0-9]? '月' [0-9] [0-9]? '日') ;
NUMBER : [0-9] [0-9]? [0-9]? (',' [0-9] [0-9] [0-9])+ ('.' [0-9]+)? | [0-9]+ ('.' [0-9]+)? ;
UNIT : '小时' | '小時' | '岁' | '歲' | '天' | '日' | '周' | '週' | '个月' | '個月' | '月' | '年' | '单' | '單' | '笔' | '筆' | '次' | '倍' | '分' | '点' | '點' | '名' | '位' ;
WORD : [a-z]+ ;
SPACE : S -> skip ;
OTHER : . ;

fragment S : [ \t\u00a0\u3000]+ ;
