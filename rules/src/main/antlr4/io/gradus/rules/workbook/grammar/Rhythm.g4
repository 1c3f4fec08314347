// A follow-up rhythm as people write it: steps in days, an interval that repeats, the customer's own rhythm, or none.
grammar Rhythm;

options { caseInsensitive = true; }

rhythm
    : NUMBER (STEP NUMBER)* EOF    # steps
    | EVERY number? unit EOF       # every
    | OWN EOF                      # own
    | NONE EOF                     # none
    ;

number : NUMBER | NUMERAL ;
unit : DAY | WEEK | MONTH | QUARTER | HALF_YEAR | YEAR ;

OWN : 'own' (S ('order' S)? 'rhythm')? | [客用]? [户戶]? '自身' ('订单' | '訂單')? ('节奏' | '節奏' | '周期' | '週期') ;
NONE : 'none' | 'never' | '无' | '無' | '不跟进' | '不跟進' ;
EVERY : 'every' | '每' | '每隔' ;
STEP : '-' | '–' | '—' ;
DAY : 'day' 's'? | '天' | '日' ;
WEEK : 'week' 's'? | '周' | '週' | '星期' ;
MONTH : 'month' 's'? | '个'? '月' | '個月' ;
QUARTER : 'quarter' 's'? | '个'? '季度' | '個季度' | '季' ;
HALF_YEAR : 'half' (S | '-') 'year' | '半年' ;
YEAR : 'year' 's'? | '年' ;
NUMBER : [0-9]+ ;
NUMERAL : [一二两兩三四五六七八九十] ;
SPACE : S -> skip ;
OTHER : . ;

fragment S : [ \t\u00a0\u3000]+ ;
