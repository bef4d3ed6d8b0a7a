"""The surnames that people in these notes have: what does not begin with one is no person's name (财务, 全科)."""

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤蒙蓝岑农闭甘凌玉班卜雍麻瞿欧磨翁巫区庞邝招"
    "張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蔣蘇呂盧鐘譚陸賈韋鄒閻龍賀顧龔萬錢嚴藍農"  # as Hong Kong and Taiwan write them
)
